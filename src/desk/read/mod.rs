//! `read`: an article into drafts of figures that a person confirms.

use super::article::Story;
use crate::extract::{self, FoundFigures};
use crate::model::date::{Day, Moment, Precision};
use crate::report::read::ProposalReport;

/// An article that was read.
#[derive(Clone, Debug)]
pub struct ReadArticle {
    /// Its text.
    pub article: Story,
    /// What stands in it.
    pub found: FoundFigures,
    /// What is proposed.
    pub proposals: Vec<ProposalReport>,
}

/// Reads what stands in an article. `published_on`: when it was published, as far as that is known.
pub fn read(article: Story, published_on: Option<Moment>) -> ReadArticle {
    let found = extract::read(&article.text, published_on.and_then(day));
    let proposals = ProposalReport::all(&article.text, &found);
    ReadArticle { article, found, proposals }
}

/// The day of a moment, where it is known to the day: days of the week follow from no month.
fn day(moment: Moment) -> Option<Day> {
    (moment.date.precision() == Precision::Day).then(|| moment.date.first_day())
}
