//! The pages: what a server and a folder of files ask of a store. Each page is of one view of it.

mod asking;
mod cards;
mod check;
pub mod digest;
mod figure;
mod links;
mod log;
mod options;
mod places;
mod request;
mod search;
mod series;
pub mod site;
mod tolls;
mod voices;
mod worked;

use asking::{Asking, Made, missing, question};
use digest::Digest;

use super::error::Error;
use crate::export::audience::Audience;
use crate::model::names::NameKind;
use crate::report::address::{Address, PageId};
use crate::report::pages::check::CheckPage;
use crate::report::pages::parts::PageParts;
use crate::report::pages::{PageContent, WebPage};
use crate::store::attributed::{AttributedSeries, figures_at_most};
use crate::store::{Store, View};

pub use asking::LEFT_OUT;
pub use check::checked;
pub use options::PageOptions;

/// Up to how many figures a store is looked through for a page, where nothing was worked out beforehand.
const FEW_FIGURES: u64 = 50_000;

/// The page of an address. What is not there is a page too, which says so.
///
/// # Errors
/// What the store says.
pub fn page(store: &Store, address: &Address, options: &PageOptions<'_>) -> Result<WebPage, Error> {
    let question = question(address.clocks, options.zone);
    let view = View::of(store, question.recorded_by)?;
    let at_once = at_once(&view, &address.page, options.digest)?;
    let known = options.digest.and_then(|digest| digest.series.as_deref());
    let asked = Asking {
        view: &view,
        question,
        address,
        digest: options.digest,
        audience: Audience::Internal,
        without: &[],
        series: known.or(at_once.as_ref()),
    };
    let (parts, content) = made(&asked)?;
    let (parts, content) = match parts.is_there() {
        true => (parts, content),
        false => missing(
            format!("this page has no part {}", address.number),
            "go to its first part, or to the front page",
        ),
    };
    Ok(WebPage { address: address.clone(), entry: view.visibility().number().0, parts, content })
}

/// Which series hold figures of whom, where a page needs that, nobody worked it out, and the store is small.
fn at_once(
    view: &View<'_>,
    page: &PageId,
    digest: Option<&Digest>,
) -> Result<Option<AttributedSeries>, Error> {
    let needs =
        matches!(page, PageId::Authority(_) | PageId::Publisher(_) | PageId::Source(_) | PageId::Search(_));
    let is_known = digest.is_some_and(|digest| digest.series.is_some());
    match needs && !is_known && figures_at_most(view) <= FEW_FIGURES {
        true => Ok(Some(AttributedSeries::read(view)?)),
        false => Ok(None),
    }
}

fn made(asked: &Asking<'_, '_>) -> Result<Made, Error> {
    match &asked.address.page {
        PageId::Front => worked::front(asked),
        PageId::Names(list) => cards::list(asked, *list),
        PageId::Event(id) => places::event(asked, *id),
        PageId::EventPlace(event, place) => places::event_place(asked, *event, *place),
        PageId::Place(id) => places::place(asked, *id),
        PageId::Group(id) => places::group(asked, *id),
        PageId::Authority(id) => voices::page(asked, NameKind::Authority, *id),
        PageId::Publisher(id) => voices::page(asked, NameKind::Publisher, *id),
        PageId::Source(id) => voices::source(asked, *id),
        PageId::Series(id) => series::page(asked, *id),
        PageId::Timeline(id) => series::timeline(asked, *id),
        PageId::Figures(id) => series::figures(asked, *id),
        PageId::Figure(id) => figure::page(asked, *id),
        PageId::Log => log::page(asked),
        PageId::Entry(id) => log::entry(asked, *id),
        PageId::Search(words) => search::page(asked, words),
        PageId::Check => {
            let page = CheckPage { form: None, items: Vec::new() };
            Ok((PageParts::WHOLE, PageContent::Check(Box::new(page))))
        }
        PageId::Findings => worked::findings(asked),
        PageId::Differ => worked::differ(asked),
        PageId::Verify => log::head(asked),
    }
}
