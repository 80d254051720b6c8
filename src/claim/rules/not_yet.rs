//! The sixth test: it was published only after the day asked for.

use crate::model::status::Status;
use crate::phrase::when::on;

use super::super::case::Case;
use super::super::clauses::{number, who};
use super::super::prints::prints;
use super::super::{Checked, ClaimVerdict};

/// *Not yet*, where a figure prints the number that the public could not know by then.
pub fn verdict(case: &Case<'_>) -> Option<Checked> {
    let series = case.input.series?;
    let is_later = |member: &&crate::series::Member| {
        let figure = &member.recorded.figure;
        !case.known.knows(figure.published_on)
            && !matches!(series.status(member.id(), &case.input.question), Status::Void)
            && case.is_mine(series.voice(member))
            && case.has_its_origin(&member.recorded)
            && figure.count.as_ref().is_some_and(|count| prints(count, &case.claim.wording))
    };
    let later = series.members().iter().filter(is_later);
    let first = later.min_by_key(|member| member.recorded.figure.published_on.order_key())?;
    let (recorded, names) = (&first.recorded, series.names());
    let published = on(recorded.figure.published_on.date);
    let because = format!("{} gave {}, published {published}", who(recorded, names), number(recorded));
    Some(Checked::of(ClaimVerdict::NotYet, because, vec![first.id()]))
}
