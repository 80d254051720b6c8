//! Which pages a folder has, and where.

use std::num::NonZeroU32;

use rustc_hash::{FxHashMap, FxHashSet};

use super::SiteFolder;
use super::gathered::{KINDS, SiteContents};
use crate::desk::pages::links::of_name;
use crate::model::date::DeskTime;
use crate::report::address::folder::Shelves;
use crate::report::address::{Face, NameList, PageClocks, PageId};
use crate::report::pages::parts::ROWS;

/// What a folder has.
pub struct SiteShelves<'g> {
    gathered: &'g SiteContents,
    events: FxHashMap<i64, i64>,
    pages: FxHashSet<PageId>,
    clocks: PageClocks,
}

impl<'g> SiteShelves<'g> {
    /// The pages of what was gathered.
    pub fn of(site: &SiteFolder<'_>, gathered: &'g SiteContents) -> SiteShelves<'g> {
        let mut pages = FxHashSet::from_iter([PageId::Front, PageId::Differ, PageId::Verify]);
        if !site.options.audience.is_public() {
            pages.extend([PageId::Log, PageId::Findings]);
        }
        pages.extend(NameList::ALL.iter().map(|list| PageId::Names(*list)));
        pages.extend(gathered.names.iter().filter_map(|((kind, _), name)| of_name(KINDS[*kind], name.id)));
        for one in &gathered.series {
            pages.insert(PageId::Series(one.id));
            if one.figures > ROWS {
                pages.insert(PageId::Timeline(one.id)); // what the chart's own table does not hold
            }
            let place = one.key.scope.place.as_ref().map(|place| gathered.id_of_place(place));
            match place {
                None => drop(pages.insert(PageId::EventPlace(one.event, 0))),
                Some(Some(place)) => drop(pages.insert(PageId::EventPlace(one.event, place))),
                Some(None) => {}
            }
        }
        let question = &site.question;
        let clocks = PageClocks {
            as_of: question.as_of,
            known_on: question.known_on,
            recorded_by: question.recorded_by.map(DeskTime::At),
        };
        let events = gathered.series.iter().map(|one| (one.id, one.event)).collect();
        SiteShelves { gathered, events, pages, clocks }
    }
}

impl Shelves for SiteShelves<'_> {
    fn holds(&self, page: &PageId, face: Face) -> bool {
        match page {
            PageId::Figures(id) => face == Face::Csv && self.events.contains_key(id),
            PageId::Figure(id) => face == Face::Html && self.gathered.places.contains_key(id),
            PageId::Series(_) | PageId::Event(_) => self.pages.contains(page),
            page => face == Face::Html && self.pages.contains(page),
        }
    }

    fn clocks(&self) -> PageClocks {
        self.clocks
    }

    fn event_of_series(&self, series: i64) -> Option<i64> {
        self.events.get(&series).copied()
    }

    fn series_of_figure(&self, figure: i64) -> Option<(i64, NonZeroU32)> {
        self.gathered.places.get(&figure).copied()
    }
}
