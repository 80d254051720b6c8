//! A flag for every field of the house CSV, and one for every relation.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};

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
            arg.help(help(field)).help_heading("Fields of the house CSV")
        });
        let relations = RELATIONS.iter().map(|(kind, long, help)| {
            let arg = Arg::new(kind.word()).long(*long).value_name("ID").help(*help);
            arg.action(ArgAction::Append)
                .help_heading("What the world did to another figure (id, ref or uid:)")
        });
        command.args(fields).args(relations)
    }

    fn augment_args_for_update(command: Command) -> Command {
        FieldFlags::augment_args(command)
    }
}

/// What a field holds; of a closed list its words.
fn help(field: Field) -> String {
    match field.column().kind {
        CellKind::Word(list) => format!("{} [{}]", field.column().help, list.words.join(", ")),
        _ => field.column().help.to_owned(),
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
                let help = flag.get_help().map(ToString::to_string).unwrap_or_default();
                assert!(list.words.iter().all(|word| help.contains(word)), "{help}");
            }
        }
        for kind in LinkKind::ALL {
            assert!(RELATIONS.iter().any(|(known, long, _)| known == kind && *long == relation_flag(*kind)));
        }
    }
}
