//! Mending what this desk typed: a figure becomes void, and another takes its place with its details, refs and links.

use crate::model::figure::{Completeness, Details};
use crate::model::gate::Drafted;
use crate::model::name::Name;
use crate::model::recorded::{Act, ActKind, FigureId, Recorded};
use crate::model::wording::{Part, Wording};
use crate::model::words::Reason;
use crate::store::Result;
use crate::store::chain::Cell;
use crate::store::ledgers::Ledger;
use crate::store::view::View;

use super::EntryTransaction;
use crate::store::acts;
use crate::store::figures;

/// What became of a figure that was mended or voided.
#[derive(Clone, Debug)]
pub struct Mended {
    /// The figure that takes its place; `None` where none does.
    pub by: Option<FigureId>,
    /// The figures that are void now: it, and those that its words included.
    pub void: Vec<FigureId>,
}

impl EntryTransaction<'_> {
    /// Records other details of a figure whose identity stays.
    pub fn mend_details(&mut self, id: FigureId, details: &Details, why: &str) -> Result<()> {
        let series = self.series_of(id)?;
        self.touched.insert(series);
        self.detail(series, id.0, details, Some(why))?;
        self.counts.changed += 1;
        Ok(())
    }

    /// Voids a figure, and those that its words included.
    pub fn void(&mut self, id: FigureId, why: &str) -> Result<Mended> {
        let mut void = vec![id];
        void.extend(self.included(id)?.iter().map(|part| part.id));
        for figure in &void {
            self.act_of_desk(*figure, ActKind::Void, None, why)?;
        }
        Ok(Mended { by: None, void })
    }

    /// Records the mended figure and voids the old one: details, refs and links follow.
    pub fn mend(&mut self, id: FigureId, drafted: Drafted, why: &str) -> Result<Mended> {
        let old_parts = self.included(id)?;
        let entered = self.enter(drafted, &[])?;
        let mut void = vec![id];
        self.follow(id, entered.id, &old_parts)?;
        self.act_of_desk(id, ActKind::Void, Some(entered.id), why)?;
        for part in &old_parts {
            if entered.parts.contains(&part.id) {
                continue; // the words include it as before
            }
            let heir = self.part_with_group(&entered.parts, part)?;
            if let Some(heir) = heir {
                self.follow(part.id, heir, &[])?;
            }
            self.act_of_desk(part.id, ActKind::Void, heir, why)?;
            void.push(part.id);
        }
        Ok(Mended { by: Some(entered.id), void })
    }

    /// The figures that a figure's own words included: its parts, from the same entry and line.
    fn included(&self, id: FigureId) -> Result<Vec<Recorded>> {
        let reader = self.reader()?;
        let Some(whole) = figures::one(&reader, id)? else { return Ok(Vec::new()) };
        let entry = |id: FigureId| -> Result<_> {
            Ok(reader.visibility().entry_of(Ledger::Figure, id.0)?.map(|sealed| sealed.id))
        };
        let own = (whole.line, entry(id)?);
        let mut parts = Vec::new();
        for act in acts::by(&reader, id)? {
            if act.what != ActKind::PartOf(Completeness::Some) || act.figure.0 <= id.0 {
                continue;
            }
            if let Some(part) = figures::one(&reader, act.figure)?
                && (part.line, entry(part.id)?) == own
                && is_in_words(&whole, &part)
                && !parts.iter().any(|known: &Recorded| known.id == part.id)
            {
                parts.push(part);
            }
        }
        Ok(parts)
    }

    fn part_with_group(&self, parts: &[FigureId], old: &Recorded) -> Result<Option<FigureId>> {
        let reader = self.reader()?;
        for id in parts {
            let part = figures::one(&reader, *id)?;
            if part.is_some_and(|part| part.figure.scope.group == old.figure.scope.group) {
                return Ok(Some(*id));
            }
        }
        Ok(None)
    }

    /// Gives refs and links of one figure to another; links to `parts` stay behind.
    fn follow(&mut self, from: FigureId, to: FigureId, parts: &[Recorded]) -> Result<()> {
        let reader = self.reader()?;
        for reference in figures::references(&reader, from)? {
            self.name_figure(to, &reference)?;
        }
        for act in acts::on(&reader, from)? {
            match (act.what, act.other) {
                (ActKind::Void, _) => {}
                (ActKind::Gone, _) => self.gone(to, act.known_at.to_packed())?,
                (_, Some(other)) if other != to && !self.is_void(other)? => self.tie(&act, to, other)?,
                _ => {}
            }
        }
        for act in acts::by(&reader, from)? {
            let is_part = parts.iter().any(|part| part.id == act.figure);
            if act.what != ActKind::Void && !is_part && act.figure != to && !self.is_void(act.figure)? {
                self.tie(&act, act.figure, to)?;
            }
        }
        Ok(())
    }

    /// Ties an act anew to the figures that take the places of its own.
    fn tie(&mut self, act: &Act, figure: FigureId, other: FigureId) -> Result<()> {
        let says = if matches!(act.what, ActKind::PartOf(_)) { figure } else { other };
        let reason = (act.reason.map(Reason::word), act.reason_by.as_deref());
        self.act(figure.0, act.what, other.0, says.0, reason)?;
        Ok(())
    }

    /// Records an act of the desk itself. The public could know of it no later than of the figure.
    fn act_of_desk(
        &mut self,
        figure: FigureId,
        what: ActKind,
        by: Option<FigureId>,
        why: &str,
    ) -> Result<()> {
        let sql = "SELECT series, known_at FROM figure WHERE id = ?1";
        let (series, known_at): (i64, i64) = self
            .transaction
            .conn()
            .prepare_cached(sql)?
            .query_row([figure.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.touched.insert(series);
        let cells = [
            Cell::Int(series),
            Cell::Int(figure.0),
            Cell::Text(what.word()),
            Cell::int(by.map(|by| by.0)),
            Cell::Int(known_at),
            Cell::Null,
            Cell::Null,
            Cell::text(Some(why).filter(|why| !why.is_empty())),
        ];
        self.transaction.insert(Ledger::Act, &cells)?;
        Ok(())
    }

    fn series_of(&self, id: FigureId) -> Result<i64> {
        let sql = "SELECT series FROM figure WHERE id = ?1";
        Ok(self.transaction.conn().prepare_cached(sql)?.query_row([id.0], |row| row.get(0))?)
    }
}

impl<'c> EntryTransaction<'c> {
    /// A view of the store with what this entry has added.
    pub(super) fn reader(&self) -> Result<View<'c>> {
        View::over(self.transaction.conn(), self.visibility.with_unsealed())
    }
}

/// Whether a part is one that the whole's words name: of a group inside the whole's, all else alike.
fn is_in_words(whole: &Recorded, part: &Recorded) -> bool {
    let (whole, part) = (&whole.figure, &part.figure);
    let words = whole.count.as_ref().and_then(|count| Wording::read(count.own_text()?).ok());
    let named = |said: &Part| {
        Some(&said.wording) == part.count.as_ref()
            && Name::read(&said.group).is_some_and(|group| group.leaf() == part.scope.group.leaf())
    };
    words.is_some_and(|words| words.parts.iter().any(named))
        && (part.as_of, part.published_on, &part.source) == (whole.as_of, whole.published_on, &whole.source)
        && part.attribution == whole.attribution
}
