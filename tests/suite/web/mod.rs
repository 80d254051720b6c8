//! The page: a server in this process or the program, asked through plain sockets.
#![cfg(feature = "serve")]

mod bounds;
mod client;
mod digest;
mod held;
mod hostile;
mod program;
mod site;
mod stub;
