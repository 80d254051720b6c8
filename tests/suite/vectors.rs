//! The 400 interval cases of a brute-force oracle: support, maximal runs with their supporters, envelope.

use serde_json::Value;
use tollbook::model::count::Count;
use tollbook::reconcile::support::{CountRun, runs};

fn number(value: &Value) -> Option<u64> {
    value.as_u64()
}

#[test]
fn runs_agree_with_the_oracle() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/vectors/intervals.json"))
        .unwrap();
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert_eq!(cases.len(), 400);
    for case in &cases {
        let claims: Vec<Count> = case["claims"]
            .as_array()
            .unwrap()
            .iter()
            .map(|claim| Count::new(number(&claim["lo"]).unwrap(), number(&claim["hi"])).unwrap())
            .collect();
        let authority = |place: &usize| case["claims"][*place]["authority"].as_str().unwrap().to_owned();
        let (support, found) = runs(&claims);
        assert_eq!(support as u64, number(&case["support"]).unwrap(), "{case}");
        let found: Vec<_> = found
            .iter()
            .map(|CountRun { count, supporters }| {
                (count.low(), count.high(), supporters.iter().map(authority).collect::<Vec<_>>())
            })
            .collect();
        let expected: Vec<_> = case["runs"]
            .as_array()
            .unwrap()
            .iter()
            .map(|run| {
                let supporters = run["supporters"].as_array().unwrap();
                let supporters = supporters.iter().map(|name| name.as_str().unwrap().to_owned()).collect();
                (number(&run["lo"]).unwrap(), number(&run["hi"]), supporters)
            })
            .collect::<Vec<(u64, Option<u64>, Vec<String>)>>();
        assert_eq!(found, expected, "{case}");
        assert_eq!(support == claims.len(), case["all_agree"].as_bool().unwrap());
    }
}
