//! What the name of a file says: a day, a place, or what else a profile reads from it.

use std::collections::BTreeMap;

use super::{ColumnPattern, Profile, Value};
use crate::intake::fault::FileFault;
use crate::model::date::{DateStyle, Moment};
use crate::model::draft::Field;

/// Puts what the name of the file says where the profile asks for it; a value that was set goes before the name.
///
/// # Errors
/// A pattern that the name does not fit, where nothing else stands for it, and a part of it that should be a day.
pub fn read_name(
    profile: &mut Profile,
    name: &str,
    set: &BTreeMap<String, String>,
    style: DateStyle,
) -> Result<(), FileFault> {
    let of_figures = profile.figures.values_mut().flat_map(|counted| &mut counted.fields);
    let of_dates = profile.date_columns.iter_mut().flat_map(|dated| &mut dated.fields);
    for (field, value) in profile.fields.iter_mut().chain(of_figures).chain(of_dates) {
        let Value::Cells(cells) = value else { continue };
        let Some(pattern) = &cells.file else { continue };
        if let Some(said) = set.get(field.0.name()) {
            *value = Value::Constant(said.clone());
            continue;
        }
        let part = ColumnPattern::of(pattern).and_then(|pattern| pattern.part(name));
        let text = part.map(|part| cells.codes.get(part).cloned().unwrap_or_else(|| text_of(part, field.0)));
        let no_fit = || FileFault::OtherName { pattern: pattern.clone(), name: name.to_owned() };
        let text = text.or_else(|| cells.default.clone()).ok_or_else(no_fit)?;
        let day = if Field::DATES.contains(&field.0) { Moment::read_with(&text, style).err() } else { None };
        if let Some(why) = day {
            let (pattern, name) = (pattern.clone(), name.to_owned());
            return Err(FileFault::UndatedName { pattern, name, field: field.0.name(), why });
        }
        *value = Value::Constant(text);
    }
    Ok(())
}

/// The part of a name as a field; in that of a day, underscores part its numbers.
fn text_of(part: &str, field: Field) -> String {
    if Field::DATES.contains(&field) { part.replace('_', "-") } else { part.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::super::{FieldName, parse};
    use super::*;

    fn as_of(profile: &str, name: &str) -> Result<String, FileFault> {
        let mut profile = parse(profile).expect("a profile");
        read_name(&mut profile, name, &BTreeMap::new(), DateStyle::UNDECIDED)?;
        match &profile.fields[&FieldName(Field::AsOf)] {
            Value::Constant(text) => Ok(text.clone()),
            Value::Cells(_) => Ok(String::new()),
        }
    }

    #[test]
    fn a_day_stands_in_the_name_of_a_file() {
        let profile = "[fields]\nas_of = { file = \"deaths_*.csv\" }\n";
        assert_eq!(as_of(profile, "deaths_2022-05-01.csv"), Ok("2022-05-01".to_owned()));
        assert_eq!(as_of(profile, "Deaths-2022_05_01.csv"), Ok("2022-05-01".to_owned()));
        let other = FileFault::OtherName { pattern: "deaths_*.csv".into(), name: "hurt.csv".into() };
        assert_eq!(as_of(profile, "hurt.csv"), Err(other));
        for name in ["deaths_final.csv", "deaths_03-04-2022.csv"] {
            let undated = as_of(profile, name).expect_err("no day");
            assert!(undated.to_string().contains(name), "{undated}");
            assert_eq!(undated.name_in_profile(), Some("deaths_*.csv"));
        }
        let or_else = "[fields]\nas_of = { file = \"deaths_*.csv\", default = \"2022-01-01\" }\n";
        assert_eq!(as_of(or_else, "hurt.csv"), Ok("2022-01-01".to_owned()));
        assert_eq!(as_of("[fields]\nas_of = { column = \"file\" }\n", "hurt.csv"), Ok(String::new()));
    }

    #[test]
    fn a_name_is_read_by_one_star_and_nothing_beside_it() {
        for wrong in ["{ file = \"deaths.csv\" }", "{ file = \"*.csv\", column = \"day\" }"] {
            assert!(parse(&format!("[fields]\nas_of = {wrong}\n")).is_err(), "{wrong}");
        }
    }
}
