//! Rows that point at other rows: kept aside while their file is read, judged at its end, then linked.

use rusqlite::{OptionalExtension, params};

use crate::model::gate::Drafted;
use crate::model::link_fault::LinkFault;
use crate::model::recorded::{ActKind, FigureId};
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;
use crate::store::seek::{Sought, seek};
use crate::store::waiting::{self, Waiting};

use super::Writer;

impl Writer<'_> {
    /// Keeps aside a row that points at other rows. `false` as in [`Writer::append`].
    pub fn wait(&mut self, line: u64, drafted: &Drafted, cells: &str) -> Result<bool> {
        if let Some(reference) = &drafted.reference
            && (self.is_taken(reference)? || waiting::is_named(self.sealing.conn(), reference)?)
        {
            return Ok(false);
        }
        waiting::put(self.sealing.conn(), line, drafted.reference.as_deref(), cells, &drafted.declared)?;
        Ok(true)
    }

    /// Judges the waiting rows once their file has been read: those that point at nothing, or at a refused row, are
    /// refused, until no more are.
    pub fn judge_waiting(&mut self) -> Result<()> {
        self.flush()?;
        loop {
            let mut refused = false;
            for (line, target) in waiting::targets(self.sealing.conn())? {
                if let Err(why) = self.target(&target)? {
                    waiting::refuse(self.sealing.conn(), line, &why)?;
                    refused = true;
                }
            }
            if !refused {
                return Ok(());
            }
        }
    }

    /// The next waiting row after a line, and why it was refused, if it was.
    pub fn waiting_after(&self, line: u64) -> Result<Option<(Waiting, Option<LinkFault>)>> {
        waiting::after(self.sealing.conn(), line)
    }

    /// Adds the links of the waiting rows.
    pub fn link_waiting(&mut self) -> Result<()> {
        self.flush()?;
        for link in waiting::links(self.sealing.conn())? {
            let Ok(Some(target)) = self.target(&link.target)? else { continue };
            let (figure, other) = match link.what {
                ActKind::PartOf(_) => (link.figure, target.0),
                _ => (target.0, link.figure),
            };
            let reason = (link.reason.map(|reason| reason.word()), link.reason_by.as_deref());
            self.act(figure, link.what, other, link.figure, reason)?;
        }
        Ok(())
    }

    /// Whether a row of this file that was added before has the ref.
    pub(super) fn is_taken(&self, reference: &str) -> Result<bool> {
        if self.refs.contains(reference) {
            return Ok(true);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM ref WHERE ref = ?1 AND id > ?2)";
        let before = self.sealing.before(Ledger::Ref);
        Ok(self.sealing.conn().prepare_cached(sql)?.query_row((reference, before), |row| row.get(0))?)
    }

    /// The figure that a target names; `Ok(None)` when a waiting row bears the name; else why it names none.
    fn target(&self, target: &str) -> Result<std::result::Result<Option<FigureId>, LinkFault>> {
        let reference = target.strip_prefix("ref:").unwrap_or(target);
        let in_file = "SELECT figure FROM ref WHERE ref = ?1 AND id > ?2";
        let before = self.sealing.before(Ledger::Ref);
        let found =
            self.sealing.conn().prepare_cached(in_file)?.query_row((reference, before), |row| row.get(0));
        if let Some(figure) = found.optional()? {
            return Ok(Ok(Some(FigureId(figure))));
        }
        if waiting::is_named(self.sealing.conn(), reference)? {
            return Ok(Ok(None));
        }
        Ok(match seek(self.sealing.conn(), &self.horizon, target)? {
            Sought::One(figure) => Ok(Some(figure)),
            Sought::Nothing => Err(LinkFault::NoFigure { target: target.to_owned() }),
            Sought::Many(figures) => {
                let choices = figures.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                Err(LinkFault::SeveralFigures { target: target.to_owned(), choices })
            }
        })
    }

    /// Adds an act, unless the same one stands already. `says` is the figure whose publication made it known.
    pub(super) fn act(
        &mut self,
        figure: i64,
        what: ActKind,
        other: i64,
        says: i64,
        (reason, reason_by): (Option<&str>, Option<&str>),
    ) -> Result<()> {
        let conn = self.sealing.conn();
        let of = "SELECT f.series, s.known_at FROM figure AS f, figure AS s WHERE f.id = ?1 AND s.id = ?2";
        let (series, known_at): (i64, i64) =
            conn.prepare_cached(of)?.query_row([figure, says], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut same = conn.prepare_cached(
            "SELECT id FROM act
             WHERE series = ?1 AND figure = ?2 AND what = ?3 AND other = ?4 AND reason IS ?5 AND reason_by IS ?6",
        )?;
        let ids =
            same.query_map(params![series, figure, what.word(), other, reason, reason_by], |row| row.get(0))?;
        let before = self.sealing.before(Ledger::Act);
        for id in ids {
            let id: i64 = id?;
            if id > before || self.horizon.sees(Ledger::Act, id) {
                return Ok(());
            }
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
        self.sealing.insert(Ledger::Act, &cells)?;
        Ok(())
    }
}
