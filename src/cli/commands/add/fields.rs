//! A flag for every field of the house CSV, and one for every relation.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};

use crate::cli::closed::closed;
use crate::model::column::{CellKind, Field};
use crate::model::words::LinkKind;

/// What flags gave.
#[derive(Clone, Debug, Default)]
pub struct FieldFlags {
    /// The cells, by their field.
    pub cells: BTreeMap<Field, String>,
    /// What is declared of other figures, with their names.
    pub links: Vec<(LinkKind, String)>,
}

/// The flags of relations, with what each says.
const RELATIONS: &[(LinkKind, &str, &str)] = &[
    (LinkKind::Revises, "revises", "The authority changes its count, from this figure"),
    (
        LinkKind::Corrects,
        "corrects",
        "Its publisher mends its report of a count; without a number it is struck",
    ),
    (LinkKind::Retracts, "retracts", "Its author withdraws it; the number may be left out"),
    (LinkKind::Disowns, "disowns", "The authority denies having given it; the number may be left out"),
    (LinkKind::Reinstates, "reinstates", "Undoes a retraction or a disowning; the number may be left out"),
    (LinkKind::Redefines, "redefines", "The authority counts by another definition or method from here on"),
    (LinkKind::Rebases, "rebases", "The authority restarted its count from another day"),
    (LinkKind::DerivedFrom, "derived-from", "The number was made from that figure"),
    (LinkKind::Disputes, "disputes", "Another body rejects it; the number may be left out"),
];

impl Args for FieldFlags {
    fn augment_args(command: Command) -> Command {
        let fields = own_fields().into_iter().map(|field| {
            let arg = Arg::new(field.name()).long(field.flag()).value_name(field.column().value);
            let arg = match field.column().kind {
                CellKind::Word(list) => arg.value_parser(closed(as_typed, list.words.iter().copied())),
                _ => arg,
            };
            let help = field.column().help;
            let ends = [": killed", ": \"", "; blank"].into_iter().filter_map(|end| help.find(end));
            let short = ends.min().map_or(help, |end| &help[..end]);
            let arg = arg.help(short).long_help(help).help_heading(heading(field));
            // A person who types says it in the words of the group.
            arg.hide_short_help(!field.is_kept())
        });
        let relations = RELATIONS.iter().map(|(kind, long, help)| {
            let arg = Arg::new(kind.word()).long(*long).value_name("ID").help(*help);
            arg.action(ArgAction::Append).help_heading("What the world did to another figure")
        });
        command.args(fields).args(relations)
    }

    fn augment_args_for_update(command: Command) -> Command {
        FieldFlags::augment_args(command)
    }
}

/// What is wrong with a word is said with all that is wrong.
fn as_typed(text: &str) -> Result<String, String> {
    Ok(text.to_owned())
}

/// What most figures need.
pub const USUAL: &str = "What a figure says";

/// Below which heading help tells of a field: first what most figures need.
fn heading(field: Field) -> &'static str {
    match field {
        Field::Event
        | Field::Measure
        | Field::CountType
        | Field::Authority
        | Field::Publisher
        | Field::PublishedOn => USUAL,
        Field::Figure | Field::Low | Field::High | Field::Unit | Field::Definition | Field::Method => {
            "The number"
        }
        Field::PeriodStart | Field::PeriodLength | Field::AsOf | Field::StatedOn | Field::RetrievedAt => {
            "Days"
        }
        Field::EmbargoUntil => "Less often",
        Field::Place
        | Field::Group
        | Field::Sex
        | Field::Age
        | Field::Status
        | Field::Role
        | Field::AuthorityBasis
        | Field::Speaker
        | Field::Via
        | Field::Title
        | Field::Url
        | Field::ArchiveUrl
        | Field::Language => "Who and where",
        Field::Ref | Field::PartOf | Field::Relation | Field::Target | Field::Reason | Field::ReasonBy => {
            "Less often"
        }
        _ => "As printed",
    }
}

/// The fields that have a flag here, what a row says of itself and of others last. `--as-of` is a flag of every command; for
/// an addition it is the field.
fn own_fields() -> Vec<Field> {
    let mut fields: Vec<Field> = Field::ALL.iter().copied().filter(|field| *field != Field::AsOf).collect();
    fields.sort_by_key(|field| (*field >= Field::PartOf, *field == Field::Ref));
    fields
}

impl FromArgMatches for FieldFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut flags = FieldFlags::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for field in own_fields() {
            if let Some(text) = matches.get_one::<String>(field.name()) {
                self.cells.insert(field, text.trim().to_owned());
            }
        }
        for (kind, ..) in RELATIONS {
            let targets = matches.get_many::<String>(kind.word()).into_iter().flatten();
            self.links.extend(targets.map(|target| (*kind, target.trim().to_owned())));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::add::relation_flag;

    #[test]
    fn every_field_and_every_relation_has_a_flag_of_its_name() {
        let command = FieldFlags::augment_args(Command::new("add"));
        for field in Field::ALL.iter().filter(|field| **field != Field::AsOf) {
            let flag = command.get_arguments().find(|arg| arg.get_id() == field.name());
            assert_eq!(flag.and_then(Arg::get_long), Some(field.flag()));
            assert_eq!(field.flag(), field.name().replace('_', "-"));
            if let (Some(flag), CellKind::Word(list)) = (flag, field.column().kind) {
                let told: Vec<String> =
                    flag.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
                assert_eq!(told, list.words, "{field:?}");
            }
        }
        for kind in LinkKind::ALL {
            assert!(RELATIONS.iter().any(|(known, long, _)| known == kind && *long == relation_flag(*kind)));
        }
    }
}
