//! Who may read the files that are written: the flag.

use clap::Args;

use crate::desk::sharing::Sharing;

/// Who may read them.
#[derive(Args, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SharingFlag {
    /// Let everybody on this machine read it (0644, not 0600)
    #[arg(long, help_heading = "Output")]
    shared: bool,
}

impl SharingFlag {
    /// Who may.
    pub fn sharing(self) -> Sharing {
        if self.shared { Sharing::Everybody } else { Sharing::OwnerAlone }
    }
}
