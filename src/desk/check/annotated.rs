//! A text with the verdicts beside its numbers.

use crate::report::annotated::AnnotatedReport;
use crate::report::check::CheckReport;

/// The text with a mark behind each number that was checked, and what each mark stands for.
pub fn annotated(text: &str, items: &[CheckReport]) -> AnnotatedReport {
    let mut places: Vec<(usize, usize, &CheckReport)> =
        items.iter().enumerate().filter_map(|(at, item)| Some((item.end?, at + 1, item))).collect();
    places.sort_by_key(|(end, number, _)| (*end, *number));
    let (mut marked, mut passed) = (String::new(), 0);
    let mut rest = text.chars();
    for (end, number, item) in places {
        marked.extend(rest.by_ref().take(end.saturating_sub(passed)));
        passed = end.max(passed);
        marked.push_str(&format!(" [{number} {}]", item.verdict));
    }
    marked.extend(rest);
    AnnotatedReport { text: marked, items: items.to_vec() }
}
