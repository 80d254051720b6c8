//! How a table writes its dates and numbers, as far as its first cells show it.

use super::columns::{ColumnGuess, Meaning};
use crate::model::date::DateOrder;
use crate::model::wording::{SignEvidence, Thousands, Wording};

/// How dates and numbers are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyleGuess {
    /// What stands first in its dates, where a cell shows it.
    pub order: Option<DateOrder>,
    /// A date that can be read in two ways, in a column where no other shows which.
    pub doubtful_date: Option<String>,
    /// Whether years have two digits.
    pub has_short_years: bool,
    /// A number that can be read in two ways, in a column where no other shows which, and the sign that makes people of it.
    pub doubtful_number: Option<(String, Thousands)>,
}

impl StyleGuess {
    /// Looks at the days and the numbers of people.
    pub fn of(columns: &[ColumnGuess]) -> StyleGuess {
        let mut style = StyleGuess::default();
        let names = columns.iter().filter(|column| column.meaning == Meaning::CountOfDay);
        let names: Vec<&str> = names.map(|column| column.name.as_str()).collect();
        style.look_at_days(&names);
        for column in columns {
            let cells: Vec<&str> = column.cells.distinct.iter().map(String::as_str).collect();
            match column.meaning {
                Meaning::Day(_) => style.look_at_days(&cells),
                Meaning::Count(_) | Meaning::CountOfDay | Meaning::Bound(_) => style.look_at_numbers(&cells),
                _ => {}
            }
        }
        style
    }

    /// The days of one column, or the names of those that are days.
    fn look_at_days(&mut self, days: &[&str]) {
        let written: Vec<(&str, [u32; 2])> =
            days.iter().filter_map(|day| Some((*day, parts(day)?))).collect();
        let is_short = |day: &str| day.rsplit(['/', '.', '-']).next().is_some_and(|year| year.len() == 2);
        self.has_short_years |= written.iter().any(|(day, _)| is_short(day));
        let is_above = |at: usize| written.iter().any(|(_, parts)| parts[at] > 12);
        let order = match (is_above(0), is_above(1)) {
            (true, false) => Some(DateOrder::DayFirst),
            (false, true) => Some(DateOrder::MonthFirst),
            _ => None,
        };
        let doubtful =
            written.iter().find(|(_, parts)| parts[0] <= 12 && parts[1] <= 12 && parts[0] != parts[1]);
        if order.is_none() && self.doubtful_date.is_none() {
            self.doubtful_date = doubtful.map(|(day, _)| (*day).to_owned());
        }
        self.order = self.order.or(order);
    }

    fn look_at_numbers(&mut self, cells: &[&str]) {
        let is_doubtful = |cell: &&&str| Thousands::evidence(cell) == SignEvidence::Doubtful;
        let is_settled = |cell: &&str| matches!(Thousands::evidence(cell), SignEvidence::Settles(_));
        let Some(doubtful) = cells.iter().find(is_doubtful).filter(|_| !cells.iter().any(is_settled)) else {
            return;
        };
        let is_people = |sign: &Thousands| Wording::read_with(doubtful, Some(*sign)).is_ok();
        let sign = [Thousands::Dot, Thousands::Comma].into_iter().find(is_people);
        if self.doubtful_number.is_none() {
            self.doubtful_number = sign.map(|sign| ((*doubtful).to_owned(), sign));
        }
    }
}

/// The first two parts of `a/b/year`.
fn parts(date: &str) -> Option<[u32; 2]> {
    let parts: Vec<&str> = date.split(['/', '.', '-']).collect();
    let [first, second, year] = parts[..] else { return None };
    let is_short = first.len() <= 2 && second.len() <= 2 && matches!(year.len(), 2 | 4);
    let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
    (is_short && is_year).then_some([first.parse().ok()?, second.parse().ok()?])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::guess::columns::columns;
    use crate::intake::guess::sample::Sample;
    use crate::intake::settings::Settings;

    fn style(text: &str) -> StyleGuess {
        let settings = Settings::default();
        StyleGuess::of(&columns(&Sample::of(text.as_bytes(), &settings), &settings))
    }

    #[test]
    fn what_the_cells_show_is_known_and_the_rest_is_in_doubt() {
        let shown = style("day,dead\n3/4/20,4\n25/4/20,5\n");
        assert_eq!((shown.order, shown.has_short_years), (Some(DateOrder::DayFirst), true));
        assert_eq!(shown.doubtful_date, None);
        let doubtful = style("day,dead\n3/4/2020,1.400\n4/4/2020,2.250\n");
        assert_eq!(doubtful.doubtful_date.as_deref(), Some("3/4/2020"));
        assert_eq!(doubtful.doubtful_number, Some(("1.400".into(), Thousands::Dot)));
        let plain = style("day,dead\n2020-04-03,\"1,400\"\n2020-04-04,1400\n");
        assert_eq!(plain, StyleGuess::default());
        assert_eq!(style("place,1/2/20,1/13/20\nOsk,4,5\n").order, Some(DateOrder::MonthFirst));
    }
}
