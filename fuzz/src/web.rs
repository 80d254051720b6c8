//! What of a request is let in.

#[path = "../../src/web/decode.rs"]
pub mod decode;
#[path = "../../src/web/refusal.rs"]
pub mod refusal;
#[path = "../../src/web/request.rs"]
pub mod request;
