//! Whom the desk asked about a figure, and what came back.

use super::Args;
use crate::cli::entering::author;
use crate::cli::{Context, Done, stores};
use crate::desk::Error;
use crate::desk::amend::asked::{AskedOptions, ask};
use crate::model::date::written_out;
use crate::model::shell;

/// Whom the desk asked, when, and what came back.
#[derive(clap::Args, Debug)]
pub struct AskedFlags {
    /// We asked this body about the figure
    #[arg(long, value_name = "BODY", help_heading = "Less often")]
    pub asked: Option<String>,
    /// The day on which we asked
    #[arg(long, value_name = "DAY", help_heading = "Less often")]
    on: Option<String>,
    /// What it answered; none: it gave no answer
    #[arg(long, value_name = "TEXT", help_heading = "Less often")]
    answer: Option<String>,
}

impl AskedFlags {
    /// Whether one is given.
    pub fn are_given(&self) -> bool {
        self.asked.is_some() || self.on.is_some() || self.answer.is_some()
    }
}

/// Records that a body was asked about a figure, or what it answered.
pub fn asked(args: &Args, figure: &str, context: &mut Context) -> Result<Done, Error> {
    let AskedFlags { asked, on, answer } = &args.asked;
    let (Some(body), Some(on)) = (asked, on) else {
        return Err(Error::usage(
            if asked.is_none() {
                "it is missing who was asked"
            } else {
                "the day is missing on which it was asked"
            },
            format!("write tollbook amend {} --asked BODY --on DAY", shell::word(figure)),
        ));
    };
    let written = written_out(on, context.today);
    if *on != *written {
        context.tell(&[context.in_zone(format!("--on is {written}"))])?;
    }
    let options = AskedOptions {
        figure: figure.to_owned(),
        body: body.clone(),
        on: written.into_owned(),
        answer: answer.clone(),
        why: args.why.clone(),
        today: context.today,
        dry_run: context.global.dry_run,
    };
    let mut store = stores::open_to_write(context)?;
    let report = ask(&mut store, &options, &author(context))?;
    context.print_receipt(&store, report.entry, &report)
}
