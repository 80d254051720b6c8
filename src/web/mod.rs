//! The page: a server on this computer alone that only reads. It answers a request with what `desk` makes of it.
//!
//! Every client may be hostile, be it another program or a page of another site in the same browser. So all that it may
//! take is bounded, and what is not asked by these pages themselves is refused.

pub mod answer;
pub mod bounds;
pub mod connection;
pub mod decode;
pub mod digesting;
pub mod gate;
pub mod pool;
pub mod refusal;
mod refused;
pub mod request;
pub mod server;
pub mod site;
mod table;
mod wire;
