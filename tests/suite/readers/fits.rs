//! Whether a figure is what the texts of its row say: validation reads them again, alone and without what rows share.

use tollbook::model::date::{Century, DateOrder, DateStyle, Moment, PartialDate, Week, Weeks};
use tollbook::model::draft::{Conventions, Draft, Field};
use tollbook::model::figure::{AsOf, Figure, Window};
use tollbook::model::shared::Shared;
use tollbook::model::validate::Drafted;
use tollbook::model::wording::{DoubtfulMarks, EightDigits, NumberStyle, Thousands};

use super::held;

/// The texts of a figure under the house names; of one field the last holds.
pub type Texts = Vec<(Field, String)>;

const ORDERS: [Option<DateOrder>; 3] = [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)];
const SIGNS: [Option<Thousands>; 3] = [None, Some(Thousands::Comma), Some(Thousands::Dot)];

/// A figure is what its texts say, in one of the ways in which a column may write numbers and dates.
pub fn fits(texts: &Texts, drafted: &Drafted) -> Result<(), String> {
    let mut plain = texts.clone();
    for (field, own) in dates(&drafted.figure) {
        let Some(text) = text(texts, field) else {
            // A period count of a week covers its days.
            let of_week = own.filter(|own| field == Field::PeriodStart && begins_a_week(texts, own.date));
            plain.extend(of_week.map(|own| (field, own.iso())));
            continue;
        };
        let own = own.ok_or_else(|| format!("`{text}` gives no {}", field.name()))?;
        let is_read = styles().any(|style| Moment::read_with(text, style) == Ok(own));
        let of_day = |style: DateStyle| match field {
            Field::PeriodStart => PartialDate::read_start(text, style),
            _ => PartialDate::read_with(text, style),
        };
        let is_day = matches!(field, Field::AsOf | Field::PeriodStart) && own.time.is_none();
        let is_read_as_day = is_day && styles().any(|style| of_day(style) == Ok(own.date));
        held(is_read || is_read_as_day, || format!("`{text}` is no {own} in {}", field.name()))?;
        plain.push((field, own.iso()));
    }
    let same = |read: &Drafted| {
        read.figure == drafted.figure
            && read.parts == drafted.parts
            && read.reference == drafted.reference
            && read.declared == drafted.declared
    };
    let ways = || numbers().flat_map(|figure| numbers().map(move |bounds| (figure, bounds)));
    let mut read = ways().map(|(figure, bounds)| validated(&plain, figure, bounds));
    held(read.any(|read| read.is_some_and(|read| same(&read))), || {
        format!("{:?} is not what these texts say: {plain:?}", drafted.figure)
    })?;
    assumed(&drafted.figure)
}

/// Whether the texts are a figure as they stand, without any decision about their columns.
pub fn is_figure(texts: &Texts) -> bool {
    validated(texts, NumberStyle::UNDECIDED, NumberStyle::UNDECIDED).is_some()
}

fn text(texts: &Texts, field: Field) -> Option<&str> {
    let found = texts.iter().rev().find(|(own, _)| *own == field).map(|(_, text)| text.trim());
    found.filter(|text| !text.is_empty())
}

/// Every way in which a column may write its days.
fn styles() -> impl Iterator<Item = DateStyle> {
    let centuries = [None, Some(Century::From1900), Some(Century::From2000)];
    ORDERS.into_iter().flat_map(move |order| {
        centuries.into_iter().flat_map(move |century| {
            [Weeks::Iso, Weeks::Epi].map(|weeks| DateStyle { order, century, weeks })
        })
    })
}

/// Every way in which a column may write its numbers.
fn numbers() -> impl Iterator<Item = NumberStyle> {
    SIGNS.into_iter().flat_map(|thousands| {
        let plain = NumberStyle::from(thousands);
        let (marks, eight_digits) = (DoubtfulMarks::TakenOff, EightDigits::Number);
        [plain, NumberStyle { marks, eight_digits, ..plain }]
    })
}

/// Whether a day is the first of the week that the texts give as the last day covered.
fn begins_a_week(texts: &Texts, day: PartialDate) -> bool {
    let of = |weeks| text(texts, Field::AsOf).and_then(|text| Week::in_text(text, weeks));
    [Weeks::Iso, Weeks::Epi].into_iter().filter_map(of).any(|week| week.first.to_date() == day)
}

fn validated(texts: &Texts, figure: NumberStyle, bounds: NumberStyle) -> Option<Drafted> {
    let mut conventions = Conventions::UNDECIDED;
    conventions.write_numbers(Field::Figure, figure);
    conventions.write_numbers(Field::Low, bounds);
    conventions.write_numbers(Field::High, bounds);
    let mut draft = Draft::default();
    draft.follow(&conventions);
    texts.iter().for_each(|(field, text)| draft.set(*field, text));
    Drafted::read(&draft, &mut Shared::default()).ok()
}

/// The dates that a figure keeps as they were given.
fn dates(figure: &Figure) -> [(Field, Option<Moment>); 6] {
    let window = match figure.window {
        Some(Window::From(start)) => Some(Moment::on(start)),
        _ => None,
    };
    [
        (Field::PublishedOn, Some(figure.published_on)),
        (Field::StatedOn, figure.details.stated_on),
        (Field::RetrievedAt, figure.details.retrieved_at),
        (Field::EmbargoUntil, figure.details.embargo_until),
        (Field::AsOf, figure.as_of.stated().map(Moment::on)),
        (Field::PeriodStart, window),
    ]
}

/// A day that no source states is the day on which the number was said, else the one on which it was published.
fn assumed(figure: &Figure) -> Result<(), String> {
    let AsOf::Assumed(day) = figure.as_of else { return Ok(()) };
    let said = figure.details.stated_on.unwrap_or(figure.published_on);
    held(day == said.date, || format!("{day} is assumed of {figure:?}"))
}
