//! Names of columns with a star in them: one rule for many columns.

/// What stands in a text for that which the star of a pattern stands for.
pub const MATCHED: &str = "{*}";

/// A name with one star, such as `deaths_*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnPattern<'p> {
    before: &'p str,
    after: &'p str,
}

impl<'p> ColumnPattern<'p> {
    /// A name as a pattern; `None` for one without a star, or with several.
    pub fn of(name: &'p str) -> Option<ColumnPattern<'p>> {
        let (before, after) = name.trim().split_once('*')?;
        (!after.contains('*')).then_some(ColumnPattern { before, after })
    }

    /// What the star stands for in the name of a column; `None` where the name does not fit, or nothing would be left.
    pub fn part<'n>(&self, name: &'n str) -> Option<&'n str> {
        let mut rest = name.chars();
        let begins = self.before.chars().all(|own| rest.next().is_some_and(|other| is_same(own, other)));
        let ends = begins
            && self.after.chars().rev().all(|own| rest.next_back().is_some_and(|other| is_same(own, other)));
        Some(rest.as_str()).filter(|part| ends && !part.trim().is_empty())
    }

    /// Whether it says anything of a name besides the star.
    pub fn has_words(&self) -> bool {
        !self.before.is_empty() || !self.after.is_empty()
    }
}

/// The patterns of a profile.
#[derive(Debug, Default)]
pub struct ColumnPatterns<'p>(Vec<ColumnPattern<'p>>);

impl<'p> ColumnPatterns<'p> {
    /// Those among some names, but for a star alone, which every column fits.
    pub fn among(names: impl Iterator<Item = &'p String>) -> ColumnPatterns<'p> {
        let patterns = names.filter_map(|name| ColumnPattern::of(name));
        ColumnPatterns(patterns.filter(ColumnPattern::has_words).collect())
    }

    /// Whether a column fits one of them.
    pub fn fit(&self, column: &str) -> bool {
        self.0.iter().any(|pattern| pattern.part(column).is_some())
    }
}

/// Whether two letters are the same whatever their case, and two signs that part words (`Header::place`).
fn is_same(one: char, other: char) -> bool {
    let parts = |c: char| c.is_whitespace() || matches!(c, '-' | '_');
    one == other || parts(one) && parts(other) || one.to_lowercase().eq(other.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_what_is_left_of_a_name() {
        let part = |pattern, name| ColumnPattern::of(pattern).and_then(|pattern| pattern.part(name));
        assert_eq!(part("deaths_*", "deaths_North"), Some("North"));
        assert_eq!(part("*", "North"), Some("North"));
        assert_eq!(part("d_*_total", "d_a_total"), Some("a"));
        assert_eq!(part("*_new", "North_new"), Some("North"));
        assert_eq!(part("deaths_*", "Deaths North"), Some("North"), "as single columns are found");
        assert_eq!(part("*_ДЕТИ", "Север дети"), Some("Север"));
        for (pattern, name) in [("deaths_*", "deaths_"), ("aa*aa", "aaa"), ("a*b*", "a1b1"), ("a", "a")] {
            assert_eq!(part(pattern, name), None, "{pattern} {name}");
        }
    }
}
