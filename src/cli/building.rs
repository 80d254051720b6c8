//! What a build of this program may lack, and how to get it.

/// The features that a build may have, and whether this one has them.
const FEATURES: [(&str, bool); 3] =
    [("png", cfg!(feature = "png")), ("serve", cfg!(feature = "serve")), ("xlsx", cfg!(feature = "xlsx"))];

/// How to get a feature that is not in, beside those that are.
pub fn to_build_with(feature: &str) -> String {
    let wanted = FEATURES.iter().filter(|(name, is_in)| *is_in || *name == feature);
    let names: Vec<&str> = wanted.map(|(name, _)| *name).collect();
    format!("in a clone of tollbook: cargo install --path . --locked --features {}", names.join(","))
}
