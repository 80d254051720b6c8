//! The fingerprint of an answer.

use super::policy::Policy;
use super::{Answer, policies};
use crate::model::fingerprint::{AnswerRoot, Fingerprint, FingerprintQuestion};
use crate::model::question::Question;
use crate::model::recorded::FigureId;

/// The fingerprint of an answer.
pub fn fingerprint(root: &AnswerRoot, policy: &Policy, question: &Question, answer: &Answer) -> Fingerprint {
    let place = policies::ALL.iter().position(|known| known.name == policy.name).unwrap_or_default();
    let asked = FingerprintQuestion { question: *question, policy: place as u8 };
    Fingerprint::new(root, asked, &answering(answer))
}

/// The figures of an answer.
pub fn answering(answer: &Answer) -> Vec<FigureId> {
    answer.chosen.iter().map(|chosen| chosen.id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fingerprints that were printed hold the place of a policy: new policies go to the end of the list.
    #[test]
    fn the_places_of_policies_stay() {
        let names: Vec<&str> = policies::ALL.iter().map(|policy| policy.name).collect();
        let first = ["range", "authority", "latest", "agree", "most_supported", "per-authority"];
        assert_eq!(names[..6], first, "{names:?}");
        assert!(names.len() <= 16, "a fingerprint has 4 bits for the policy");
    }
}
