//! Who may read the files that are written: the flag.

use clap::Args;

use crate::disk::pending_file::Replaces;
use crate::disk::sharing::Sharing;

/// Who may read them.
#[derive(Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharingFlag {
    /// Let everybody on this machine read it (0644, not 0600)
    #[arg(long, help_heading = "Output")]
    shared: bool,
    /// Replace the files beside that of -o: names, terms, the text of a picture
    #[arg(long, help_heading = "Output", hide_short_help = true)]
    force: bool,
}

impl SharingFlag {
    /// What a file beside that of `-o` may replace.
    pub fn replaces(self) -> Replaces {
        if self.force { Replaces::Anything } else { Replaces::TheSame }
    }

    /// Who may.
    pub fn sharing(self) -> Sharing {
        if self.shared { Sharing::Everybody } else { Sharing::OwnerAlone }
    }
}
