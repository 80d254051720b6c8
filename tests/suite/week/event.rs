//! The invented event of the week: a dam gives way, four outlets report, two authorities differ.

const HEADER: &str = "ref,event,place,measure,count_type,figure,as_of,published_on,authority,publisher,url,relation,target,reason,reason_by,embargo_until";

/// The file of an older event, which makes the store.
pub const ARCHIVE: &[&str] = &[
    "fire,Osk mill fire,Osk,killed,total,five,2024-04-20,2024-04-20,Osk Fire Brigade,Sandrel Post,https://post.example/1,,,,,",
];

/// The first outlet. The desk turned the digits of the missing round: the report says 36.
pub const POST: &[&str] = &[
    "p1,Sandrel dam collapse,Sandrel,killed,total,at least 12,2024-05-06,2024-05-06,Sandrel Rescue Service,Sandrel Post,https://post.example/2,,,,,",
    "p2,Sandrel dam collapse,Sandrel,missing,current,63,2024-05-06,2024-05-06,Sandrel Rescue Service,Sandrel Post,https://post.example/2,,,,,",
];

/// The second outlet: it passes the same toll on, and asked a hospital.
pub const RADIO: &[&str] = &[
    "r1,Sandrel dam collapse,Sandrel,killed,total,at least 12,2024-05-06,2024-05-06,Sandrel Rescue Service,Orvania Radio,https://radio.example/1,,,,,",
    "r2,Sandrel dam collapse,Sandrel,injured,total,40,2024-05-06,2024-05-06,Sandrel Infirmary,Orvania Radio,https://radio.example/1,,,,,",
];

/// The third outlet: another authority, and not to be printed before Wednesday, nine o'clock there.
pub const GAZETTE: &[&str] = &[
    "g1,Sandrel dam collapse,Sandrel,killed,total,31,2024-05-07,2024-05-07,Orvania Dam Board,Northern Gazette,https://gazette.example/1,,,,,2024-05-08T09:00+02:00",
];

/// The fourth outlet: both tolls of Monday have grown.
pub const HERALD: &[&str] = &[
    "h1,Sandrel dam collapse,Sandrel,killed,total,19,2024-05-07,2024-05-08,Sandrel Rescue Service,Evening Herald,https://herald.example/1,,,,,",
    "h2,Sandrel dam collapse,Sandrel,injured,total,44,2024-05-08,2024-05-08,Sandrel Infirmary,Evening Herald,https://herald.example/1,,,,,",
];

/// A reply: somebody rejects the number of the board, and gives none.
pub const REPLY: &[&str] = &[
    "y1,Sandrel dam collapse,Sandrel,killed,total,,,2024-05-09,Orvania Energy Ministry,Sandrel Post,https://post.example/3,disputes,g1,,,",
];

/// The board takes its number back.
pub const BACK: &[&str] = &[
    "b1,Sandrel dam collapse,Sandrel,killed,total,,,2024-05-10,Orvania Dam Board,Northern Gazette,https://gazette.example/2,retracts,g1,double_count,Northern Gazette,",
];

/// What stays in the house at the end of the week: one figure is held, one is under embargo for another week.
pub const COUNCIL: &[&str] = &[
    "c1,Sandrel dam collapse,Sandrel,displaced,current,\"3,917\",2024-05-10,2024-05-10,Orvania Relief Council,Evening Herald,https://herald.example/2,,,,,",
];
pub const REVIEW: &[&str] = &[
    "c2,Sandrel dam collapse,Sandrel,affected,total,\"2,683\",2024-05-10,2024-05-11,Orvania Relief Council,Northern Gazette,https://gazette.example/3,,,,,2024-05-20T08:00+02:00",
];

/// The story of Monday evening: three sentences with a number.
pub const STORY: &str = "\
Water took the lower town before dawn.

At least 12 people were killed in the Sandrel dam collapse, the Sandrel Rescue Service said. After the Sandrel dam \
collapse 63 people are missing, the Sandrel Rescue Service said.

The Sandrel Infirmary said that 40 people were injured in the Sandrel dam collapse.
";

/// The stories of Wednesday evening: three sentences in a table.
pub const STORIES: &str = "\
claim,where,printed_on,url
The Sandrel Rescue Service said that 19 people were killed in the Sandrel dam collapse.,page 3,2024-05-08,https://paper.example/2
The Orvania Dam Board said that 31 people were killed in the Sandrel dam collapse.,page 3,2024-05-08,https://paper.example/2
\"Five people were killed in the Osk mill fire, the Osk Fire Brigade said.\",page 5,2024-05-08,https://paper.example/3
";

/// A file of such rows.
pub fn file(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}
