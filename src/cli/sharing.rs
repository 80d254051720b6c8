//! Who may read the files that are written: the flag.

use clap::Args;

use crate::desk::sharing::Sharing;

/// Who may read them.
#[derive(Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharingFlag {
    /// Let everybody on this machine read what is written (0644 instead of 0600)
    #[arg(long, help_heading = "Output")]
    shared: bool,
}

impl SharingFlag {
    /// Who may.
    pub fn sharing(self) -> Sharing {
        if self.shared { Sharing::Everybody } else { Sharing::OwnerAlone }
    }
}
