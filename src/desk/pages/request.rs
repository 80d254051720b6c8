//! What is asked of every series of a page.

use crate::desk::answers::Request;
use crate::desk::criteria::Criteria;
use crate::export::audience::Audience;
use crate::reconcile::policies;
use crate::report::answer::Explain;

/// What is asked of every series of a page.
pub fn request(criteria: &Criteria, audience: Audience) -> Request<'_> {
    Request { criteria, policy: policies::DEFAULT, explain: Explain::AnswerOnly, audience }
}
