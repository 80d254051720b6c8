//! The cases: small invented desks, each with a thing that a chart has to show.

use tollbook::chart::Spacing;
use tollbook::desk::Criteria;
use tollbook::desk::answers::{Request, policy};
use tollbook::export::audience::Audience;
use tollbook::model::date::PartialDate;
use tollbook::model::filter::Filter;
use tollbook::model::question::Question;
use tollbook::report::answer::Explain;
use tollbook::report::pictured::{PictureOrigin, PictureReport};
use tollbook::store::{self, View};

use crate::desk::Desk;

/// A desk and what is asked of it.
pub struct Case {
    /// The name of its file.
    pub name: &'static str,
    /// How counts are set out.
    pub spacing: Spacing,
    /// The rows below [`COLUMNS`].
    rows: fn() -> String,
    /// The last day that is asked for.
    as_of: Option<&'static str>,
}

/// The columns of all cases, in groups that many rows leave out.
const COLUMNS: &str = "ref,figure,as_of,published_on,authority,publisher,relation,target,reason,reason_by,\
                       period_start,period_length,method,event,place,measure,count_type\n";

pub const CASES: &[Case] = &[
    case("plain", plain),
    case("ten-authorities", ten_authorities),
    case("four-thousand-points", four_thousand_points),
    case("one-point", || total("", "7", "2021-03-01", "Osk Police")),
    case("only-bounds", only_bounds),
    case("withdrawal", withdrawal),
    case("dispute", dispute),
    case("restart", restart),
    case("zero", zero),
    Case { spacing: Spacing::Logarithmic, ..case("logarithmic", zero) },
    case("right-to-left", right_to_left),
    Case { as_of: Some("2021-01-01"), ..case("empty-range", || total("", "7", "2021-03-01", "Osk Police")) },
    case("windows", windows),
    case("days-not-stated", days_not_stated),
    case("a-gap", a_gap),
];

const fn case(name: &'static str, rows: fn() -> String) -> Case {
    Case { name, spacing: Spacing::Linear, rows, as_of: None }
}

impl Case {
    /// What its picture shows.
    pub fn picture(&self) -> PictureReport {
        let desk = Desk::new();
        desk.file("case.csv", COLUMNS.to_owned() + &(self.rows)());
        desk.import(&["case.csv"]);
        let as_of = self.as_of.map(|day| PartialDate::read(day).expect("a day"));
        let question = Question { as_of, ..Question::default() };
        let criteria = Criteria { question, filter: Filter::default(), entry: None };
        let store = desk.open();
        let view = View::of(&store, None).expect("a view");
        let policy = policy("per-authority").expect("a policy");
        let request = Request {
            criteria: &criteria,
            policy,
            explain: Explain::AnswerOnly,
            audience: Audience::Internal,
        };
        let keys = store::series::matching(&view, &criteria.filter).expect("series");
        let [key] = keys.as_slice() else { panic!("{}: one series a case", self.name) };
        let material = store::material::of(&view, key).expect("material");
        let material = material.knowing_event_days(&view, &question).expect("days");
        let (series, answer) = request.answer_to(&question, view.names(), material);
        let command = format!("tollbook timeline -o {}.svg", self.name);
        let origin = PictureOrigin { command, entry: 1, head: "0123456789abcdef0123".into() };
        PictureReport::new(&series, &answer, &question).made_by(origin)
    }
}

/// The scope of nearly all cases.
const SCOPE: &str = "Osk flood,Osk,killed,total\n";

/// A total with its day.
fn total(reference: &str, figure: &str, day: &str, authority: &str) -> String {
    format!("{reference},\"{figure}\",{day},{day},{authority},Wire,,,,,,,,{SCOPE}")
}

/// A total with its day, published on another.
fn printed(
    figure: &str,
    (day, published): (&str, &str),
    authority: &str,
    publisher: &str,
    link: &str,
) -> String {
    format!(",\"{figure}\",{day},{published},{authority},{publisher},{link},,,,{SCOPE}")
}

/// A day of March 2021 and after, by its distance from the first.
fn day(after: i32) -> String {
    let first = PartialDate::read("2021-03-01").expect("a day").first_day();
    first.plus_days(after).to_date().iso()
}

fn plain() -> String {
    let both = ["2021-03-05", "2021-03-07"];
    [
        total("", "12", "2021-03-01", "Osk Police"),
        total("", "18", "2021-03-02", "Osk Police"),
        total("", "at least 25", "2021-03-03", "Osk Police"),
        total("a", "31", both[0], "Osk Police"),
        printed("28", (both[0], both[1]), "Osk Police", "Wire", "revises,a,double_count,Herald"),
        total("", "30", "2021-03-10", "Osk Police"),
        printed("30", ("2021-03-10", "2021-03-10"), "Osk Police", "Herald", ",,,"),
        printed("30", ("", "2021-03-11"), "Osk Police", "Gazette", ",,,"),
        total("", "about 20", "2021-03-02", "Osk Mayor"),
        total("", "40", "2021-03-04", "Osk Mayor"),
        total("", "44 to 50", "2021-03-09", "Osk Mayor"),
    ]
    .concat()
}

fn ten_authorities() -> String {
    let mut rows = String::new();
    for office in 0..10 {
        for step in 0..5 {
            let figure = (3 + office * 2 + step * (1 + office % 4)).to_string();
            let name = format!("Office {} for the Registration of Deaths", office + 1);
            rows += &total("", &figure, &day(step * 3 + office % 3), &name);
        }
    }
    rows
}

/// Eleven years, day by day.
fn four_thousand_points() -> String {
    let first = PartialDate::read("2010-01-01").expect("a day").first_day();
    let (mut rows, mut toll) = (String::new(), 0);
    for after in 0..4000 {
        toll += (after * 7919) % 13;
        rows +=
            &total("", &toll.to_string(), &first.plus_days(after).to_date().iso(), "Osk Ministry of Health");
    }
    rows
}

fn only_bounds() -> String {
    let bounds = ["at least 10", "more than 20", "up to 60", "fewer than 55", "dozens", "40-50"];
    let rows = bounds.iter().zip([0, 2, 3, 5, 6, 8]);
    rows.map(|(figure, after)| total("", figure, &day(after), "Osk Police")).collect()
}

fn withdrawal() -> String {
    [
        total("", "10", "2021-03-01", "Osk Police"),
        total("w", "50", "2021-03-03", "Osk Police"),
        printed("", ("", "2021-03-04"), "Osk Police", "Wire", "retracts,w,misattribution,Herald"),
        total("", "14", "2021-03-06", "Osk Police"),
        total("d", "19", "2021-03-08", "Osk Hospital"),
        printed("", ("", "2021-03-09"), "Osk Hospital", "Gazette", "disowns,d,,"),
    ]
    .concat()
}

fn dispute() -> String {
    [
        total("", "120", "2021-03-01", "Osk Rebels"),
        total("b", "130", "2021-03-04", "Osk Rebels"),
        printed("", ("", "2021-03-05"), "Osk Army", "Herald", "disputes,b,,"),
        total("", "15", "2021-03-04", "Osk Army"),
        total("", "16", "2021-03-06", "Osk Army"),
    ]
    .concat()
}

fn restart() -> String {
    let from = |reference: &str, figure: &str, day: &str, link: &str, start: &str| {
        format!("{reference},{figure},{day},{day},Osk Police,Wire,{link},,,{start},,,{SCOPE}")
    };
    let by = |figure: &str, day: &str, method: &str| {
        format!(",{figure},{day},{day},Osk Hospital,Wire,,,,,,,{method},{SCOPE}")
    };
    [
        from("", "400", "2021-03-01", ",", "2020-01-01"),
        from("b", "430", "2021-03-06", ",", "2020-01-01"),
        from("", "12", "2021-03-10", "rebases,b", "2021-03-08"),
        from("", "20", "2021-03-15", ",", "2021-03-08"),
        by("90", "2021-03-03", "body_count"),
        by("140", "2021-03-13", "survey"),
    ]
    .concat()
}

fn zero() -> String {
    [
        total("", "no one", "2021-03-01", "Osk Police"),
        total("", "0", "2021-03-02", "Osk Police"),
        total("", "3", "2021-03-03", "Osk Police"),
        total("", "0", "2021-03-02", "Osk Mayor"),
    ]
    .concat()
}

fn right_to_left() -> String {
    [
        total("", "12", "2021-03-01", "وزارة الصحة في أوسك"),
        total("", "at least 20", "2021-03-04", "وزارة الصحة في أوسك"),
        total("", "31", "2021-03-04", "משרד הבריאות"),
        total("q", "33", "2021-03-06", "משרד הבריאות"),
        printed("", ("", "2021-03-07"), "وزارة الصحة في أوسك", "وكالة", "disputes,q,,"),
    ]
    .concat()
}

fn windows() -> String {
    let scope = "Osk flood,Osk,killed,period\n";
    let row = |figure: &str, day: String, length: &str, authority: &str| {
        format!(",{figure},{day},{day},{authority},Wire,,,,,,{length},,{scope}")
    };
    let daily = [(0, "5"), (1, "9"), (2, "about 12"), (3, "at least 4"), (6, "2"), (7, "8"), (8, "0")];
    let daily = daily.map(|(after, figure)| row(figure, day(after), "24h", "Osk Police")).concat();
    daily + &row("40", day(7), "7d", "Osk Mayor") + &row("30-36", day(14), "7d", "Osk Mayor")
}

fn days_not_stated() -> String {
    [
        printed("5", ("", "2021-03-01"), "Osk Police", "Wire", ",,,"),
        printed("9", ("", "2021-03-03"), "Osk Police", "Wire", ",,,"),
        printed("20", ("2021-04", "2021-05-01"), "Osk Police", "Wire", ",,,"),
        total("", "26", "2021-05-10", "Osk Police"),
    ]
    .concat()
}

fn a_gap() -> String {
    let rows = [(0, "5"), (1, "9"), (2, "10"), (60, "33"), (61, "35")];
    rows.map(|(after, figure)| total("", figure, &day(after), "Osk Police")).concat()
}
