use proptest::prelude::*;

use super::*;
use crate::model::problem::Fault;

fn iso(text: &str) -> String {
    PartialDate::read(text).map_or_else(|fault| fault.code().to_owned(), PartialDate::iso)
}

#[test]
fn reads_what_newsrooms_print() {
    for (text, expected) in [
        ("2023", "2023"),
        ("2023-10", "2023-10"),
        ("2023-10-25", "2023-10-25"),
        (" 2023-10-25 ", "2023-10-25"),
        ("20231025", "2023-10-25"),
        ("2023-1-5", "2023-01-05"),
        ("2023/10/25", "2023-10-25"),
        ("25 October 2023", "2023-10-25"),
        ("25 Oct 2023", "2023-10-25"),
        ("25-Oct-2023", "2023-10-25"),
        ("25th October 2023", "2023-10-25"),
        ("1 Sept. 2023", "2023-09-01"),
        ("October 25, 2023", "2023-10-25"),
        ("Oct. 25, 2023", "2023-10-25"),
        ("Oct 25 2023", "2023-10-25"),
        ("OCTOBER 25,2023", "2023-10-25"),
        ("May 5, 2023", "2023-05-05"),
        ("October 2023", "2023-10"),
        ("Oct. 2023", "2023-10"),
        ("10/2023", "2023-10"),
        ("25/10/2023", "2023-10-25"),
        ("10/25/2023", "2023-10-25"),
        ("25.10.2023", "2023-10-25"),
        ("25-10-2023", "2023-10-25"),
        ("10/10/2023", "2023-10-10"),
        ("2023-10-25T14:30", "2023-10-25"),
        ("2023-10-25T23:30:00-05:00", "2023-10-25"),
        ("25/10/2023 14:30", "2023-10-25"),
        ("10/25/2023 2:30 PM", "2023-10-25"),
        ("29 February 2024", "2024-02-29"),
        ("2023 October 25", "2023-10-25"),
        ("2023-Oct-5", "2023-10-05"),
        ("2023 October", "2023-10"),
        ("\u{200f}2023-10-25\u{200f}", "2023-10-25"),
        ("2023\u{200e}-10-\u{200e}25", "2023-10-25"),
        ("2022-W12", "2022-03-27"),
        ("2022W12", "2022-03-27"),
        ("2022-W12-3", "2022-03-23"),
        ("0390", "0390"),
        ("0390-05", "0390-05"),
        ("0390-05-01", "0390-05-01"),
        ("390 CE", "0390"),
        ("AD 390", "0390"),
        ("1 May 390 CE", "0390-05-01"),
        ("May 1066 CE", "1066-05"),
        ("0023-10-25", "0023-10-25"),
    ] {
        assert_eq!(iso(text), expected, "{text}");
    }
}

#[test]
fn refuses_each_kind_with_its_own_code() {
    for (text, code) in [
        ("", "D101"),
        ("  ", "D101"),
        ("soon", "D102"),
        ("2023-10-", "D102"),
        ("10.2023", "D102"),
        ("202310", "D102"),
        ("٢٠٢٣", "D102"),
        ("25 Brumaire 2023", "D102"),
        ("03/04/2024", "D103"),
        ("3.4.2024", "D103"),
        ("03-04-2024", "D103"),
        ("2023-02-30", "D104"),
        ("30 February 2023", "D104"),
        ("31/02/2023", "D104"),
        ("29.02.2023", "D104"),
        ("2023-10-00", "D104"),
        ("2023-13", "D105"),
        ("20231301", "D105"),
        ("13/13/2023", "D105"),
        ("25/10/23", "D106"),
        ("25 Oct 23", "D106"),
        ("25-Oct-23", "D106"),
        ("45224", "D107"),
        ("45224.604", "D107"),
        ("1698192000", "D108"),
        ("1698192000.5", "D108"),
        ("1698192000000", "D108"),
        ("Tuesday", "D109"),
        ("Tuesday, 25 October 2023", "D109"),
        ("yesterday", "D109"),
        ("two days ago", "D109"),
        ("2023-10-25T25:30", "D110"),
        ("2023-10 14:30", "D110"),
        ("Oct '23", "D106"),
        ("Oct 23", "D106"),
        ("0000", "D111"),
        ("0000-10-25", "D111"),
        ("0000-W01", "D111"),
        ("2021-W53", "D114"),
        ("2021-W00", "D114"),
        ("390", "D102"),
        ("May 390", "D102"),
        ("390 BCE", "D102"),
        ("2022-W", "D102"),
        ("W12", "D102"),
    ] {
        assert_eq!(iso(text), code, "{text}");
    }
}

#[test]
fn every_fault_is_listed_and_says_what_to_type() {
    let faults = [
        "",
        "soon",
        "03/04/2024",
        "2023-02-30",
        "2023-13",
        "1/2/23",
        "45224",
        "1698192000",
        "Friday",
        "2021-W53",
    ];
    let mut faults: Vec<_> = faults.iter().filter_map(|text| PartialDate::read(text).err()).collect();
    faults.extend(["2023-10-25T1", "2023-10-25T99:10", "0000"].iter().filter_map(|t| Moment::read(t).err()));
    faults.extend(PartialDate::read_with("10/25/2023", Some(DateOrder::DayFirst)).err());
    faults.extend(Timestamp::read("2023-10-25T14:30").err());
    for fault in &faults {
        assert!(DateFault::CODES.iter().any(|(code, _)| *code == fault.code()), "{fault}");
        assert!(fault.hint().bytes().any(|b| b.is_ascii_digit()), "{}", fault.hint());
    }
    for (code, _) in DateFault::CODES {
        assert!(faults.iter().any(|fault| fault.code() == *code), "{code} has no example");
    }
}

#[test]
fn messages_name_the_way_out() {
    let fault = PartialDate::read("03/04/2024").expect_err("ambiguous");
    assert_eq!(fault.to_string(), "`03/04/2024` can be 3 April 2024 or 4 March 2024");
    assert_eq!(fault.hint(), "write it in ISO form: 2024-04-03 or 2024-03-04");
    let fault = PartialDate::read("45224").expect_err("serial");
    assert!(fault.hint().ends_with("write 2023-10-25"), "{}", fault.hint());
    let fault = PartialDate::read("1698192000").expect_err("Unix time");
    assert!(fault.hint().ends_with("write 2023-10-25"), "{}", fault.hint());
    assert_eq!(
        PartialDate::read("30 Feb 2023").expect_err("no day").to_string(),
        "there is no 30 February 2023"
    );
}

#[test]
fn the_order_of_a_column_settles_it() {
    let read = |text, order| PartialDate::read_with(text, Some(order)).map(PartialDate::iso);
    assert_eq!(read("03/04/2024", DateOrder::DayFirst), Ok("2024-04-03".into()));
    assert_eq!(read("03.04.2024", DateOrder::MonthFirst), Ok("2024-03-04".into()));
    assert_eq!(read("25/10/2023", DateOrder::DayFirst), Ok("2023-10-25".into()));
    assert_eq!(read("2023-10-25", DateOrder::MonthFirst), Ok("2023-10-25".into()));
    let fault = read("10/25/2023", DateOrder::DayFirst).expect_err("the other order");
    assert_eq!(fault.to_string(), "`10/25/2023` does not put the day first, as its column does");
}

#[test]
fn the_century_of_a_column_completes_its_years() {
    let read = |text, order, century| {
        let style = DateStyle { order, century: Some(century), ..DateStyle::UNDECIDED };
        PartialDate::read_with(text, style).map_or_else(|fault| fault.code().to_owned(), PartialDate::iso)
    };
    let (day_first, month_first) = (Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst));
    for (text, order, expected) in [
        ("10/4/14", month_first, "2014-10-04"),
        ("10/4/14", day_first, "2014-04-10"),
        ("10/4/14", None, "D103"),
        ("25/4/14", None, "2014-04-25"),
        ("25.04.00", None, "2000-04-25"),
        ("25/4/14", month_first, "D112"),
        ("29/2/01", day_first, "D104"),
        ("23-10-25", None, "D106"),
        ("23-10-25", day_first, "2025-10-23"),
        ("25-Oct-23", None, "2023-10-25"),
        ("Oct 25, 23", None, "2023-10-25"),
        ("Oct-23", None, "2023-10"),
        ("Oct '23", None, "2023-10"),
        ("Oct 23", None, "D106"),
        ("3/20/20 14:30", month_first, "2020-03-20"),
        ("2023-10-25", day_first, "2023-10-25"),
    ] {
        assert_eq!(read(text, order, Century::From2000), expected, "{text} {order:?}");
    }
    assert_eq!(read("10/4/14", month_first, Century::From1900), "1914-10-04");
    assert_eq!(DateOrder::evidence("25/4/14"), day_first);
}

#[test]
fn a_week_begins_a_window_with_its_first_day() {
    let start = |text, weeks| PartialDate::read_start(text, DateStyle { weeks, ..DateStyle::UNDECIDED });
    assert_eq!(start("2022-W12", Weeks::Iso).map(PartialDate::iso), Ok("2022-03-21".into()));
    assert_eq!(start("2022-W12", Weeks::Epi).map(PartialDate::iso), Ok("2022-03-20".into()));
    assert_eq!(start("2022-W12-3", Weeks::Iso).map(PartialDate::iso), Ok("2022-03-23".into()));
    assert_eq!(start("2022-03", Weeks::Iso).map(PartialDate::iso), Ok("2022-03".into()));
}

#[test]
fn first_and_last_days() {
    for (text, first, last, long) in [
        ("2023", "2023-01-01", "2023-12-31", "2023"),
        ("2023-02", "2023-02-01", "2023-02-28", "February 2023"),
        ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
        ("2023-12", "2023-12-01", "2023-12-31", "December 2023"),
        ("9999", "9999-01-01", "9999-12-31", "9999"),
        ("1000", "1000-01-01", "1000-12-31", "1000"),
        ("2023-10-24", "2023-10-24", "2023-10-24", "24 October 2023"),
        ("0390", "0390-01-01", "0390-12-31", "390 CE"),
        ("0390-02", "0390-02-01", "0390-02-28", "February 390 CE"),
        ("0001-01-01", "0001-01-01", "0001-01-01", "1 January 1 CE"),
    ] {
        let date = PartialDate::read(text).expect("a date");
        assert_eq!((date.first_day().to_string(), date.last_day().to_string()), (first.into(), last.into()));
        assert_eq!(date.long(), long);
    }
    assert_eq!((Day::MIN.to_string(), Day::MAX.to_string()), ("0001-01-01".into(), "9999-12-31".into()));
    assert_eq!(Day::from_ymd(1970, 1, 1).map(Day::number), Some(0));
    assert_eq!(Day::MAX.plus_days(1), Day::MAX);
}

#[test]
fn dates_may_overlap() {
    let date = |text| PartialDate::read(text).expect("a date");
    assert!(date("2023").may_overlap(date("2023-10-25")));
    assert!(date("2023-10").may_overlap(date("2023")));
    assert!(!date("2023-10").may_overlap(date("2023-11")));
    assert!(!date("2023-10-25").may_overlap(date("2022")));
}

#[test]
fn reads_moments() {
    for (text, expected) in [
        ("2023-10-25", "2023-10-25"),
        ("October 2023", "2023-10"),
        ("2023-10-25T14:30", "2023-10-25T14:30"),
        ("2023-10-25 14:30:05", "2023-10-25T14:30:05"),
        ("2023-10-25T14:30:05.999Z", "2023-10-25T14:30:05Z"),
        ("2023-10-25T14:30+03:00", "2023-10-25T14:30+03:00"),
        ("2023-10-25T14:30:00-0530", "2023-10-25T14:30-05:30"),
        ("2023-10-25t14:30z", "2023-10-25T14:30Z"),
        ("25 October 2023, 14:30 GMT", "2023-10-25T14:30Z"),
        ("10/25/2023 12:05 AM", "2023-10-25T00:05"),
        ("10/25/2023 12:05 p.m.", "2023-10-25T12:05"),
    ] {
        assert_eq!(Moment::read(text).map(Moment::iso), Ok(expected.into()), "{text}");
    }
    for text in ["2023-10-25T24:00", "2023-10-25T14:60", "2023-10-25T14:30:60", "2023-10-25T14:30+15:00"] {
        assert_eq!(Moment::read(text).expect_err(text).code(), "D110", "{text}");
    }
    for text in
        ["2023-10-25T", "2023-10-25T14", "2023-10-25T14:30:05.", "2023-10-25T14:30.5", "2023-10-25 14:30 +"]
    {
        assert!(Moment::read(text).is_err(), "{text}");
    }
}

#[test]
fn moments_are_ordered_by_day_then_time() {
    let key = |text| Moment::read(text).expect("a moment").order_key();
    assert!(key("2023-10-25") < key("2023-10-25T00:00"));
    assert!(key("2023-10-25T00:00") < key("2023-10-25T14:30Z"));
    assert!(key("2023-10-25T23:59:59") < key("2023-10-26"));
    assert_eq!(key("2023"), key("2023-01-01"));
}

#[test]
fn reads_timestamps() {
    for (text, expected) in [
        ("2023-10-25T14:30:05.123456Z", "2023-10-25T14:30:05.123456Z"),
        ("2023-10-25T14:30:05.1234567Z", "2023-10-25T14:30:05.123456Z"),
        ("2023-10-25T14:30:05.500Z", "2023-10-25T14:30:05.5Z"),
        ("2023-10-25T14:30:05.000Z", "2023-10-25T14:30:05Z"),
        ("2023-10-25T01:30:00+03:00", "2023-10-24T22:30:00Z"),
        ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
        ("2023-10-25", "2023-10-25T23:59:59.999999Z"),
        ("2023-02", "2023-02-28T23:59:59.999999Z"),
    ] {
        assert_eq!(Timestamp::read(text).map(Timestamp::iso), Ok(expected.into()), "{text}");
    }
    assert_eq!(Timestamp::read("2023-10-25T14:30").expect_err("no zone").code(), "D113");
    assert_eq!(Timestamp::read("9999-12-31T23:59-01:00").expect_err("too late").code(), "D111");
    assert_eq!(Timestamp::from_micros(i64::MAX), None);
    assert_eq!(Timestamp::read("1970-01-01T00:00Z").map(Timestamp::micros), Ok(0));
}

#[test]
fn packed_forms_are_as_documented() {
    let date = PartialDate::day(1970, 1, 2).expect("a day");
    assert_eq!(date.to_packed(), 6);
    assert_eq!(Moment::on(date).to_packed(), 2_097_152 + 6);
    assert!(Moment::on(PartialDate::day(6276, 1, 1).expect("a day")).to_packed() < 1 << 23);
    let timed = Moment::read("1970-01-02T00:00:01+00:01").expect("a moment");
    assert_eq!(timed.to_packed(), (2_097_152 + 6) | 2 << 28 | 842 << 45);
    for wrong in
        [-1, 0, 7, 4 * 31 + 3, 4, 5 + 4, i64::MAX, i64::MIN, 1 << 45 | 2_097_154, 2_097_152 | 1 << 28]
    {
        assert_eq!(Moment::from_packed(wrong), None, "{wrong}");
    }
    for wrong in [3, 4, 5, i32::MIN, i32::MAX] {
        assert_eq!(PartialDate::from_packed(wrong), None, "{wrong}");
    }
}

fn any_date() -> impl Strategy<Value = PartialDate> {
    (Day::MIN.number()..=Day::MAX.number(), 0..3_u8).prop_map(|(number, precision)| {
        let day = Day::from_number(number).expect("in range");
        let (year, month, _) = day.ymd();
        match precision {
            0 => PartialDate::year(year).expect("a year"),
            1 => PartialDate::month(year, month).expect("a month"),
            _ => day.to_date(),
        }
    })
}

fn any_moment() -> impl Strategy<Value = Moment> {
    let time = (0..86_400_u32, proptest::option::of(-840..=840_i16))
        .prop_map(|(seconds, offset)| TimeOfDay::new(seconds, offset).expect("in range"));
    (any_date(), proptest::option::of(time))
        .prop_map(|(date, time)| time.and_then(|time| Moment::at(date, time)).unwrap_or(Moment::on(date)))
}

proptest! {
    #[test]
    fn dates_survive_packing_and_printing(date in any_date()) {
        prop_assert_eq!(PartialDate::from_packed(date.to_packed()), Some(date));
        prop_assert_eq!(PartialDate::read(&date.iso()), Ok(date));
        prop_assert_eq!(PartialDate::read(&date.long()), Ok(date));
    }

    #[test]
    fn the_last_day_is_the_last_that_overlaps(date in any_date()) {
        let (first, last) = (date.first_day().to_date(), date.last_day().to_date());
        prop_assert!(last.iso().starts_with(&date.iso()) && first.iso().starts_with(&date.iso()));
        let next = date.last_day().plus_days(1).to_date();
        prop_assert!(next == last || !next.iso().starts_with(&date.iso()));
        prop_assert!(date.may_overlap(last) && (next == last || !date.may_overlap(next)));
    }

    #[test]
    fn whatever_unpacks_packs_to_the_same(packed in any::<i64>(), small in 0..1_i64 << 57) {
        for packed in [packed, small, small & ((1 << 24) - 1)] {
            if let Some(moment) = Moment::from_packed(packed) {
                prop_assert_eq!(moment.to_packed(), packed);
            }
        }
    }

    #[test]
    fn moments_survive_packing_and_printing(moment in any_moment()) {
        prop_assert_eq!(Moment::from_packed(moment.to_packed()), Some(moment));
        prop_assert_eq!(Moment::read(&moment.iso()), Ok(moment));
    }

    #[test]
    fn timestamps_survive_printing_in_order(
        a in -30_610_224_000_000_000..253_402_300_800_000_000_i64,
        b in -30_610_224_000_000_000..253_402_300_800_000_000_i64,
    ) {
        let (a, b) = (Timestamp::from_micros(a), Timestamp::from_micros(b));
        let (a, b) = (a.expect("in range"), b.expect("in range"));
        prop_assert_eq!(Timestamp::read(&a.iso()), Ok(a));
        prop_assert_eq!(a < b, a.micros() < b.micros());
        prop_assert!(Timestamp::end_of(a.day().to_date()) >= a);
    }

    #[test]
    fn days_count_as_days(number in Day::MIN.number()..=Day::MAX.number(), days in -5000..5000_i32) {
        let day = Day::from_number(number).expect("in range");
        let later = day.plus_days(days);
        prop_assert!(later.days_since(day) == days || later == Day::MIN || later == Day::MAX);
    }

    #[test]
    fn no_text_panics(text in "\\PC*", near in "[0-9]{1,4}[-/. ][0-9A-Za-zé]{1,4}[-/., ]{1,2}[0-9]{1,5}[T :+0-9APMZ]{0,9}") {
        for text in [text, near] {
            for fault in PartialDate::read(&text).err().into_iter().chain(Timestamp::read(&text).err()) {
                prop_assert!(!fault.to_string().is_empty() && !fault.hint().is_empty());
            }
        }
    }
}
