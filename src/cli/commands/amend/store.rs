//! What holds in this store alone: where its days end, and whether a second name releases what is recorded.

use super::Args;
use super::names::given_of;
use crate::cli::entering::author;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::amend::decisions::amend_store;
use crate::model::names::NameField;

/// What can be said about the store itself.
#[derive(clap::Args, Debug)]
pub struct StoreFlags {
    /// Of the store: the zone in which its days end: Asia/Manila
    #[arg(long, value_name = "ZONE", help_heading = "Less often")]
    zone: Option<String>,
    /// Of the store: what is recorded counts only once a second name released it: on or off
    #[arg(long, value_name = "on|off", help_heading = "Less often", value_parser = ["on", "off"])]
    two_person: Option<String>,
}

impl StoreFlags {
    /// What is said, field by field; an empty value takes back.
    pub fn said(&self) -> Vec<(NameField, String)> {
        let two_person =
            self.two_person.as_ref().map(|word| if word == "off" { String::new() } else { word.clone() });
        given_of(&[(NameField::Zone, &self.zone), (NameField::TwoPerson, &two_person)])
    }
}

/// What is said about the store itself.
pub fn store(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let said = args.store.said();
    let is_alone = args.name.is_none() && args.said.are_none() && !args.is_of_source();
    if args.what.as_deref() != Some("store") || !is_alone {
        return Err(Error::usage(
            "--zone and --two-person are said of the store itself",
            "write nothing but that: tollbook amend store --zone Asia/Manila",
        ));
    }
    if said.is_empty() {
        return Err(Error::usage(
            "nothing is said about the store",
            "say it with a flag: tollbook amend store --zone Asia/Manila, or tollbook amend store --two-person on",
        ));
    }
    let (why, dry_run) = (args.why.clone(), context.global.dry_run);
    let mut store = stores::open_to_write(context)?;
    let report = amend_store(&mut store, &said, why, dry_run, &author(context))?;
    context.print_receipt(&store, report.entry, &report)
}
