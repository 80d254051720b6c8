//! Laws of addresses.

use proptest::prelude::*;

use super::folder::{Addressing, Shelves};
use super::*;
use crate::model::date::{Day, TimeOfDay, Timestamp};

fn page() -> impl Strategy<Value = PageId> {
    let id = || 1..i64::MAX;
    let names = proptest::sample::select(NameList::ALL).prop_map(PageId::Names);
    let search = any::<String>().prop_map(|words| {
        PageId::Search(words.trim().chars().take(LONGEST_SEARCH).collect::<String>().trim_end().to_owned())
    });
    let plain = [PageId::Front, PageId::Log, PageId::Check, PageId::Findings, PageId::Differ, PageId::Verify];
    prop_oneof![
        proptest::sample::select(plain.to_vec()),
        names,
        search,
        id().prop_map(PageId::Event),
        (id(), 0..i64::MAX).prop_map(|(event, place)| PageId::EventPlace(event, place)),
        id().prop_map(PageId::Place),
        id().prop_map(PageId::Group),
        id().prop_map(PageId::Authority),
        id().prop_map(PageId::Publisher),
        id().prop_map(PageId::Source),
        id().prop_map(PageId::Series),
        id().prop_map(PageId::Timeline),
        id().prop_map(PageId::Figures),
        id().prop_map(PageId::Figure),
        id().prop_map(PageId::Entry),
    ]
}

fn date() -> impl Strategy<Value = PartialDate> {
    (1000..9999_i32, 1..13_u32, 1..32_u32, 0..3).prop_filter_map(
        "no such day",
        |(year, month, day, precision)| match precision {
            0 => PartialDate::year(year),
            1 => PartialDate::month(year, month),
            _ => Day::from_ymd(year, month, day).map(Day::to_date),
        },
    )
}

fn moment() -> impl Strategy<Value = Moment> {
    let time = (0..86_400_u32, proptest::option::of(-800..800_i16));
    (date(), proptest::option::of(time)).prop_map(|(date, time)| {
        let time = time.and_then(|(seconds, zone)| TimeOfDay::new(seconds, zone));
        time.and_then(|time| Moment::at(date, time)).unwrap_or(Moment::on(date))
    })
}

fn desk_time() -> impl Strategy<Value = DeskTime> {
    let point = (0..4_000_000_000_000_000_i64)
        .prop_filter_map("no such time", |micros| Timestamp::from_micros(micros).map(DeskTime::At));
    prop_oneof![date().prop_map(DeskTime::End), point]
}

fn clocks() -> impl Strategy<Value = PageClocks> {
    use proptest::option::of;
    (of(date()), of(moment()), of(desk_time())).prop_map(|(as_of, known_on, recorded_by)| PageClocks {
        as_of,
        known_on,
        recorded_by,
    })
}

fn address() -> impl Strategy<Value = Address> {
    let face = proptest::sample::select(vec![Face::Html, Face::Json, Face::Csv]);
    (page(), clocks(), 1..u32::MAX, face).prop_map(|(page, clocks, number, face)| {
        let number = NonZeroU32::new(number).filter(|_| page.is_long()).unwrap_or(FIRST);
        Address::of(page).as_face(face).at(clocks).part(number)
    })
}

proptest! {
    #[test]
    fn a_path_leads_to_the_address_that_wrote_it(address in address()) {
        let path = address.path();
        prop_assert!(path.bytes().all(|byte| byte.is_ascii_graphic()), "{}", path);
        prop_assert_eq!(Address::of_path(&path), Ok(address));
    }

    #[test]
    fn whatever_is_typed_ends_in_an_address_that_is_read_back(
        path in "/?(series|event|figure|search|log)?/?[0-9]{0,3}(/place/[0-9]{0,2}|/timeline)?(\\.json|\\.csv)?\\??\
                 ((as_of|known_on|recorded_by|page|q|x)=[-0-9a-zA-Z%+:&=.]{0,12}&?){0,3}",
    ) {
        if let Ok(address) = Address::of_path(&path) {
            prop_assert_eq!(Address::of_path(&address.path()), Ok(address));
        }
    }

    #[test]
    fn a_path_in_a_folder_leads_there_from_everywhere(from in address(), to in address()) {
        let shelves = OneEvent;
        let [from_file, to_file] = [&from, &to].map(|one| Addressing::file(&shelves, one));
        let Some(from_file) = from_file else { return Ok(()) };
        let href = Addressing::Folder { shelves: &shelves, from: &from_file }.href(&to);
        prop_assert_eq!(href.is_some(), to_file.is_some());
        let Some((href, to_file)) = href.zip(to_file) else { return Ok(()) };
        let (path, anchor) = href.split_once('#').map_or((href.as_str(), None), |(path, anchor)| (path, Some(anchor)));
        let mut folders: Vec<&str> = from_file.path.split('/').collect();
        folders.pop();
        for step in path.split('/') {
            match step {
                ".." => prop_assert!(folders.pop().is_some()),
                step => folders.push(step),
            }
        }
        prop_assert_eq!(folders.join("/"), to_file.path.as_str());
        prop_assert_eq!(anchor.map(str::to_owned), to_file.anchor);
    }
}

/// A folder in which all is of one event.
struct OneEvent;

impl Shelves for OneEvent {
    fn holds(&self, page: &PageId, _: Face) -> bool {
        !matches!(page, PageId::Log | PageId::Entry(_))
    }

    fn clocks(&self) -> PageClocks {
        PageClocks::default()
    }

    fn event_of_series(&self, _: i64) -> Option<i64> {
        Some(7)
    }

    fn series_of_figure(&self, figure: i64) -> Option<(i64, NonZeroU32)> {
        Some((figure / 3 + 1, FIRST))
    }
}

#[test]
fn what_no_page_takes_is_said() {
    for (path, fault) in [
        ("", AddressFault::NoPage),
        ("/nowhere", AddressFault::NoPage),
        ("/figure/012", AddressFault::NoPage),
        ("/figure/-1", AddressFault::NoPage),
        ("/figure/0", AddressFault::NoPage),
        ("/figure/99999999999999999999", AddressFault::NoPage),
        ("/front", AddressFault::NoPage),
        ("/series/1/", AddressFault::NoPage),
        ("/search?q=%ff", AddressFault::NoPage),
        ("/log?as_of=2023", AddressFault::Idle("as_of".into())),
        ("/series/1?x=1", AddressFault::Idle("x".into())),
        ("/series/1?page=2&page=3", AddressFault::Idle("page".into())),
        ("/series/1?page=0", AddressFault::BadNumber("0".into())),
        ("/figure/1?page=2", AddressFault::Idle("page".into())),
    ] {
        assert_eq!(Address::of_path(path), Err(fault), "{path}");
    }
    let bad = Address::of_path("/series/1?known_on=yesteryear").expect_err("no day");
    assert_eq!(bad.to_string(), "known on: `yesteryear` is not a date");
}

#[test]
fn an_empty_field_of_a_form_says_nothing() {
    let address =
        Address::of_path("/series/3?as_of=&known_on=2023-10-25&recorded_by=&page=").expect("an address");
    assert_eq!(address.path(), "/series/3?known_on=2023-10-25");
    assert_eq!(
        Address::of_path("/search?q=+gaza++killed+").map(|address| address.page),
        Ok(PageId::Search("gaza  killed".into()))
    );
}
