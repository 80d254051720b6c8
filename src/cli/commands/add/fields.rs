//! A flag for every field of the house CSV, and one for every relation.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches};

use crate::model::draft::Field;
use crate::model::words::LinkKind;

/// What flags gave.
#[derive(Clone, Debug, Default)]
pub struct FieldFlags {
    /// The cells, by their field.
    pub cells: BTreeMap<Field, String>,
    /// What is declared of other figures, with their names.
    pub links: Vec<(LinkKind, String)>,
}

/// One flag of a field.
pub struct Flag {
    /// The field.
    pub field: Field,
    /// The flag, without its dashes.
    pub long: &'static str,
    /// What stands for its value.
    pub value: &'static str,
    /// What it says, as the prompt does too.
    pub help: &'static str,
}

const fn flag(field: Field, long: &'static str, value: &'static str, help: &'static str) -> Flag {
    Flag { field, long, value, help }
}

/// Every field. `--as-of` is the flag that every command takes; for an addition it is the field.
pub const FLAGS: &[Flag] = &[
    flag(
        Field::Event,
        "event",
        "NAME",
        "what happened, largest first: \"Gaza war > Al-Ahli hospital blast\"",
    ),
    flag(Field::Place, "place", "NAME", "where, largest first; blank: not stated"),
    flag(Field::Measure, "measure", "MEASURE", "what happened to them"),
    flag(Field::Unit, "unit", "UNIT", "people or households"),
    flag(Field::Group, "group", "NAME", "who is counted; blank: no distinction stated"),
    flag(Field::CountType, "count-type", "TYPE", "what the number counts up"),
    flag(Field::Definition, "definition", "WORDS", "what else decides who is in"),
    flag(Field::Method, "method", "WORDS", "how it was counted"),
    flag(Field::Figure, "figure", "WORDS", "the number as printed"),
    flag(Field::Low, "low", "NUMBER", "the low bound, where bounds are given apart"),
    flag(Field::High, "high", "NUMBER", "the high bound"),
    flag(Field::PeriodStart, "period-start", "DAY", "first day that it covers"),
    flag(
        Field::PeriodLength,
        "period-length",
        "LENGTH",
        "length of the period that ends with as_of: 24h, 7d",
    ),
    flag(Field::AsOf, "as-of", "DAY", "last day that it covers; blank: not stated"),
    flag(Field::StatedOn, "stated-on", "DAY", "when the authority said it"),
    flag(Field::PublishedOn, "published-on", "DAY", "when the source appeared"),
    flag(Field::RetrievedAt, "retrieved-at", "DAY", "when this desk fetched it"),
    flag(
        Field::Authority,
        "authority",
        "NAME",
        "who answers for the count; blank: the publisher's own voice",
    ),
    flag(Field::AuthorityBasis, "authority-basis", "BASIS", "how that is known: named, context, inferred"),
    flag(Field::Speaker, "speaker", "NAME", "who spoke for the authority"),
    flag(Field::Via, "via", "NAMES", "relays in order: \"SANA > Reuters\""),
    flag(Field::Publisher, "publisher", "NAME", "who issued the source"),
    flag(Field::Title, "title", "WORDS", "the source's title"),
    flag(Field::Url, "url", "URL", "its address"),
    flag(Field::ArchiveUrl, "archive-url", "URL", "where a copy is kept"),
    flag(Field::Language, "language", "TAG", "its language: en, ar"),
    flag(Field::Quote, "quote", "WORDS", "the words around the number, as printed"),
    flag(Field::Caveat, "caveat", "WORDS", "a reservation, as printed"),
    flag(
        Field::Verification,
        "verification",
        "WORD",
        "confirmed, presumed, claimed, unverified, as the source says",
    ),
    flag(Field::Grade, "grade", "GRADE", "a grade of a named scheme: airwars:fair"),
    flag(Field::Standpoint, "standpoint", "WORD", "own_losses, opponent_losses, third_party"),
    flag(Field::Circumstances, "circumstances", "WORDS", "how it happened, as sourced"),
    flag(Field::Superlative, "superlative", "WORDS", "a stated record, and who states it"),
    flag(Field::Ref, "ref", "REF", "a name for the figure; not all digits"),
    flag(
        Field::PartOf,
        "part-of",
        "ID",
        "the figure that includes this one; \"ID complete\" when the parts are all there",
    ),
    flag(Field::Relation, "relation", "RELATION", "what it declares, as --revises and its like do"),
    flag(Field::Target, "target", "IDS", "the figures that --relation is about"),
    flag(Field::Reason, "reason", "REASON", "why: identification, double_count, late_reports ..."),
    flag(Field::ReasonBy, "reason-by", "NAME", "who gave the reason"),
    flag(Field::Note, "note", "WORDS", "kept, shown, never interpreted"),
];

/// The flags of relations, with what each says.
const RELATIONS: &[(LinkKind, &str, &str)] = &[
    (LinkKind::Revises, "revises", "the authority changes its count, from this figure"),
    (LinkKind::Corrects, "corrects", "its publisher mends its report of a count"),
    (LinkKind::Retracts, "retracts", "its author withdraws it; the number may be left out"),
    (LinkKind::Disowns, "disowns", "the authority denies having given it; the number may be left out"),
    (LinkKind::Reinstates, "reinstates", "undoes a retraction or a disowning; the number may be left out"),
    (LinkKind::Redefines, "redefines", "the authority counts by another definition or method from here on"),
    (LinkKind::Rebases, "rebases", "the authority restarted its count from another day"),
    (LinkKind::DerivedFrom, "derived-from", "the number was made from that figure"),
];

/// The flag of a field.
pub fn flag_of(field: Field) -> &'static Flag {
    FLAGS.iter().find(|flag| flag.field == field).unwrap_or(&FLAGS[0])
}

/// The flag of a relation, without its dashes.
pub fn relation_flag(kind: LinkKind) -> &'static str {
    RELATIONS.iter().find(|(known, ..)| *known == kind).map_or("relation", |(_, long, _)| long)
}

impl Args for FieldFlags {
    fn augment_args(command: Command) -> Command {
        let own = FLAGS.iter().filter(|flag| flag.field != Field::AsOf);
        let fields = own.map(|flag| {
            let arg = Arg::new(flag.field.name()).long(flag.long).value_name(flag.value);
            let arg = arg.help(capital(flag.help));
            arg.help_heading("Fields of the house CSV")
        });
        let relations = RELATIONS.iter().map(|(kind, long, help)| {
            let arg = Arg::new(kind.word()).long(*long).value_name("ID").help(capital(help));
            arg.action(ArgAction::Append)
                .help_heading("What the world did to another figure (id, ref or uid:)")
        });
        command.args(fields).args(relations)
    }

    fn augment_args_for_update(command: Command) -> Command {
        FieldFlags::augment_args(command)
    }
}

/// Help begins with a capital letter; a prompt goes on in the line.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl FromArgMatches for FieldFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let mut flags = FieldFlags::default();
        flags.update_from_arg_matches(matches)?;
        Ok(flags)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        for flag in FLAGS.iter().filter(|flag| flag.field != Field::AsOf) {
            if let Some(text) = matches.get_one::<String>(flag.field.name()) {
                self.cells.insert(flag.field, text.trim().to_owned());
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

    #[test]
    fn every_field_and_every_relation_has_a_flag_of_its_name() {
        for field in Field::ALL {
            assert_eq!(flag_of(*field).field, *field);
            assert_eq!(flag_of(*field).long, field.name().replace('_', "-"));
        }
        for kind in LinkKind::ALL {
            assert_eq!(relation_flag(*kind), kind.word().replace('_', "-"));
        }
    }
}
