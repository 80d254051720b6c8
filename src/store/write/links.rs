//! Rows that point at other rows: kept aside while their file is read, judged at its end, then linked.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};

use crate::model::gate::Drafted;
use crate::model::link_fault::LinkFault;
use crate::model::recorded::{ActKind, EntryId, FigureId};
use crate::model::uid::Uids;
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::dependents;
use crate::store::ledgers::Ledger;
use crate::store::lookup::{Sought, seek};
use crate::store::rows::is_visible;
use crate::store::view::View;
use crate::store::waiting::{self, Pointing, Waiting};

use super::EntryTransaction;
use crate::store::figures;

impl EntryTransaction<'_> {
    /// Keeps aside a row that points at other rows, with the number that its figure will get. `false` as in
    /// [`EntryTransaction::append`].
    pub fn wait(&mut self, id: i64, line: u64, drafted: &Drafted, cells: &str) -> Result<bool> {
        if let Some(reference) = &drafted.reference
            && (self.is_taken(reference)? || waiting::is_named(self.transaction.conn(), reference)?)
        {
            return Ok(false);
        }
        self.transaction.reserve_through(Ledger::Figure, id + drafted.parts.len() as i64);
        waiting::put(self.transaction.conn(), line, id, drafted, cells)?;
        Ok(true)
    }

    /// Judges the waiting rows once their file has been read: those that point at nothing, or at a refused row, are
    /// refused, until no more are.
    pub fn judge_waiting(&mut self) -> Result<()> {
        self.flush()?;
        self.find_uids()?;
        while self.refuse_some()? {}
        Ok(())
    }

    /// Refuses the waiting rows that point at nothing; whether there were any.
    fn refuse_some(&mut self) -> Result<bool> {
        let (mut refused, mut after) = (false, 0);
        loop {
            let page = waiting::pointing(self.transaction.conn(), after)?;
            let Some(last) = page.last() else { return Ok(refused) };
            after = last.number;
            for Pointing { line, own, target, .. } in page {
                let name = target.strip_prefix("ref:").unwrap_or(&target);
                let found = match own.as_deref() == Some(name) {
                    true => Err(LinkFault::Itself { target }),
                    false => self.target(&target)?,
                };
                if let Err(why) = found {
                    waiting::refuse(self.transaction.conn(), line, &why)?;
                    refused = true;
                }
            }
        }
    }

    /// The next waiting row after a line, and why it was refused, if it was.
    pub fn waiting_after(&self, line: u64) -> Result<Option<(Waiting, Option<LinkFault>)>> {
        waiting::after(self.transaction.conn(), line)
    }

    /// Adds the links of the waiting rows.
    pub fn link_waiting(&mut self) -> Result<()> {
        self.flush()?;
        self.find_uids()?;
        let mut after = 0;
        loop {
            let page = waiting::links(self.transaction.conn(), after)?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.number;
            for link in page {
                let Ok(Some(target)) = self.target(&link.target)? else { continue };
                let (figure, other) = match link.what {
                    ActKind::PartOf(_) => (link.figure, target.0),
                    _ => (target.0, link.figure),
                };
                let reason = (link.reason.map(|reason| reason.word()), link.reason_by.as_deref());
                self.act(figure, link.what, other, link.figure, reason)?;
            }
        }
    }

    /// Whether a row of this file that was added before has the ref.
    pub(super) fn is_taken(&self, reference: &str) -> Result<bool> {
        if self.refs.contains(reference) {
            return Ok(true);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM ref WHERE ref = ?1 AND id > ?2)";
        let before = self.transaction.before(Ledger::Ref);
        Ok(self.transaction.conn().prepare_cached(sql)?.query_row((reference, before), |row| row.get(0))?)
    }

    /// The figure that a target names; `Ok(None)` when a waiting row bears the name; else why it names none.
    fn target(&self, target: &str) -> Result<std::result::Result<Option<FigureId>, LinkFault>> {
        if let Some(uid) = target.strip_prefix("uid:") {
            return self.target_by_uid(target, &uid.to_lowercase());
        }
        let reference = target.strip_prefix("ref:").unwrap_or(target);
        if let Some(figure) = self.unchanged_named(reference) {
            return Ok(Ok(Some(figure)));
        }
        let in_file = "SELECT figure FROM ref WHERE ref = ?1 AND id > ?2";
        let before = self.transaction.before(Ledger::Ref);
        let found =
            self.transaction.conn().prepare_cached(in_file)?.query_row((reference, before), |row| row.get(0));
        if let Some(figure) = found.optional()? {
            return Ok(Ok(Some(FigureId(figure))));
        }
        if waiting::is_named(self.transaction.conn(), reference)? {
            return Ok(Ok(None));
        }
        Ok(match seek(self.transaction.conn(), &self.visibility, target)? {
            Sought::One(figure) => Ok(Some(figure)),
            Sought::Nothing => Err(LinkFault::NoFigure { target: target.to_owned() }),
            Sought::Many(figures) => Err(several(target, &figures)),
        })
    }

    fn target_by_uid(
        &self,
        target: &str,
        uid: &str,
    ) -> Result<std::result::Result<Option<FigureId>, LinkFault>> {
        Ok(match self.uids.get(uid).map(Vec::as_slice) {
            Some([one]) => Ok(Some(*one)),
            Some(figures) if figures.len() > 1 => Err(several(target, figures)),
            _ if waiting::has_uid(self.transaction.conn(), uid)? => Ok(None),
            _ => Err(LinkFault::NoFigure { target: target.to_owned() }),
        })
    }

    /// Finds, in one pass, the figures of the store and of this file to which the uids of the links lead.
    fn find_uids(&mut self) -> Result<()> {
        let wanted = waiting::wanted_uids(self.transaction.conn())?;
        self.uids = wanted.into_iter().map(|uid| (uid, Vec::new())).collect();
        let lengths: BTreeSet<usize> = self.uids.keys().map(String::len).collect();
        if lengths.is_empty() {
            return Ok(());
        }
        let (reader, uids) =
            (View::over(self.transaction.conn(), self.visibility.with_unsealed())?, &mut self.uids);
        let mut hashed = Uids::default();
        figures::each(&reader, |recorded| {
            let uid = hashed.of(&recorded.figure).to_string();
            for length in &lengths {
                if let Some(found) = uid.get(..*length).and_then(|start| uids.get_mut(start)) {
                    found.push(recorded.id);
                }
            }
            Ok(())
        })
    }

    /// Adds an act, once an entry; whether none stands that says the same. What two files declare stands while either
    /// does, as figures do. `says` is the figure whose publication made it known.
    pub(super) fn act(
        &mut self,
        figure: i64,
        what: ActKind,
        other: i64,
        says: i64,
        (reason, reason_by): (Option<&str>, Option<&str>),
    ) -> Result<bool> {
        let conn = self.transaction.conn();
        let of = "SELECT f.series, s.known_at FROM figure AS f, figure AS s WHERE f.id = ?1 AND s.id = ?2";
        let (series, known_at): (i64, i64) =
            conn.prepare_cached(of)?.query_row([figure, says], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let known_at = self.known_with(says).unwrap_or(known_at);
        let mut same = conn.prepare_cached(
            "SELECT id FROM act
             WHERE series = ?1 AND figure = ?2 AND what = ?3 AND other = ?4 AND reason IS ?5 AND reason_by IS ?6",
        )?;
        let ids =
            same.query_map(params![series, figure, what.word(), other, reason, reason_by], |row| row.get(0))?;
        let before = self.transaction.before(Ledger::Act);
        let mut stands = false;
        for id in ids {
            let id: i64 = id?;
            if id > before {
                return Ok(false);
            }
            stands |= self.visibility.sees(Ledger::Act, id);
        }
        let cells = [
            Cell::Int(series),
            Cell::Int(figure),
            Cell::Text(what.word()),
            Cell::Int(other),
            Cell::Int(known_at),
            Cell::text(reason),
            Cell::text(reason_by),
            Cell::Null,
        ];
        self.transaction.insert(Ledger::Act, &cells)?;
        Ok(!stands)
    }

    /// Ties to the figures of this file the links that later entries had tied to figures of an entry since taken back:
    /// to the figure with the same ref, else to the one on the same line. How many were carried over, of how many.
    pub fn carry_over(&mut self, from: EntryId) -> Result<(u64, u64)> {
        self.flush()?;
        let (mut carried, mut all) = (0, 0);
        for resting in dependents::links(self.transaction.conn(), &self.visibility, from)? {
            let act = resting.act;
            if act.what == ActKind::Void {
                continue; // a figure of the corrected file is judged anew
            }
            all += 1;
            let figure = self.heir(act.figure)?;
            let other = act.other.map(|other| self.heir(other)).transpose()?.flatten();
            if let (Some(figure), Some(other)) = (figure, other) {
                let says = if matches!(act.what, ActKind::PartOf(_)) { figure } else { other };
                let reason = (act.reason.map(|reason| reason.word()), act.reason_by.as_deref());
                self.act(figure.0, act.what, other.0, says.0, reason)?;
                carried += 1;
            }
        }
        Ok((carried, all))
    }

    /// The figure itself where it is still visible; else the one of this file that takes its place.
    fn heir(&self, figure: FigureId) -> Result<Option<FigureId>> {
        let conn = self.transaction.conn();
        if is_visible(conn, &self.visibility, figure.0)? {
            return Ok(Some(figure));
        }
        let by_ref = "SELECT new.figure FROM ref AS old JOIN ref AS new ON new.ref = old.ref AND new.id > ?2
                      WHERE old.figure = ?1 ORDER BY new.id LIMIT 1";
        let mut found: Option<i64> = conn
            .prepare_cached(by_ref)?
            .query_row([figure.0, self.transaction.before(Ledger::Ref)], |row| row.get(0))
            .optional()?;
        if found.is_none() {
            let by_line =
                "SELECT new.id FROM figure AS old JOIN figure AS new ON new.id > ?2 AND new.line = old.line
                           WHERE old.id = ?1 ORDER BY new.id LIMIT 1";
            found = conn
                .prepare_cached(by_line)?
                .query_row([figure.0, self.transaction.before(Ledger::Figure)], |row| row.get(0))
                .optional()?;
        }
        Ok(found.map(FigureId))
    }
}

fn several(target: &str, figures: &[FigureId]) -> LinkFault {
    let choices = figures.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    LinkFault::SeveralFigures { target: target.to_owned(), choices }
}
