//! `tollbook serve` as its users start it: what it prints, how it ends.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use super::client::get;
use crate::desk::{Desk, Said, csv};

/// The program while it serves.
struct Serving {
    child: Child,
    out: BufReader<ChildStdout>,
    /// What it printed when it began.
    told: Vec<String>,
    port: u16,
}

impl Serving {
    /// Starts it; it has told where the page is when this returns.
    fn start(mut command: Command) -> Serving {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let told: Vec<String> = out.by_ref().lines().take(3).map(|line| line.expect("a line")).collect();
        let address = told.first().and_then(|line| line.strip_prefix("Page:  http://127.0.0.1:"));
        let port = address.and_then(|rest| rest.strip_suffix('/')?.parse().ok());
        let port = port.unwrap_or_else(|| panic!("{told:?}"));
        Serving { child, out, told, port }
    }

    /// Ends it as Ctrl-C does, and gives back what it printed since it began.
    #[cfg(unix)]
    fn interrupt(mut self) -> Said {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
        let mut out = String::new();
        self.out.read_to_string(&mut out).expect("text");
        let mut err = String::new();
        self.child.stderr.take().expect("its errors").read_to_string(&mut err).expect("text");
        Said { out, err, code: self.child.wait().expect("an end").code() }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.file(
        "one.csv",
        csv(&["r1,A flood,Riverton,killed,total,12,2023-10-01,2023-10-02,Ministry,Courier,,,,"]),
    );
    desk
}

#[cfg(unix)]
#[test]
fn it_tells_where_the_page_is_and_ends_by_ctrl_c() {
    let desk = desk();
    desk.import(&["one.csv"]);
    let serving = Serving::start(desk.command(&["serve", "--port", "0"]));
    assert_eq!(serving.told[1], "Store: tollbook.db, as of entry 1");
    assert_eq!(serving.told[2], "Next:  open the page in a browser; Ctrl-C ends it");
    let open = std::net::TcpStream::connect(("127.0.0.1", serving.port)).expect("a connection");
    assert_eq!(get(serving.port, "/figure/1").status, 200);
    let said = serving.interrupt();
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (Some(0), "", ""));
    drop(open);
}

#[cfg(unix)]
#[test]
fn every_request_is_told_where_more_is_to_be_said() {
    let desk = desk();
    desk.import(&["one.csv"]);
    let serving = Serving::start(desk.command(&["serve", "--port", "0", "-v"]));
    let port = serving.port;
    get(port, "/figure/1");
    get(port, "/\u{202e}\u{9b}31m?q=\u{200b}");
    let said = serving.interrupt();
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!((said.code, said.out.as_str(), lines.len()), (Some(0), "", 2), "{}", said.err);
    assert!(lines[0].starts_with("200 GET /figure/1 in ") && lines[0].ends_with(" ms"), "{}", lines[0]);
    assert!(lines[1].starts_with("400 GET /\\u{202e}\\u{9b}31m?q=\\u{200b} in "), "{}", lines[1]);
}

#[test]
fn a_port_that_is_taken_is_told_with_one_that_is_free() {
    let desk = desk();
    desk.import(&["one.csv"]);
    let first = Serving::start(desk.command(&["serve", "--port", "0"]));
    let said = desk.run(&["serve", "--port", &first.port.to_string()]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    assert!(said.err.contains(&format!("port {} is taken", first.port)), "{}", said.err);
    let hint = said.err.split("tollbook serve ").last().expect("what to type").trim();
    let words: Vec<&str> = hint.split(' ').collect();
    assert_eq!(words[0], "--port", "{hint}");
    let second = Serving::start(desk.command(&["serve", "--port", words[1]]));
    assert_eq!(second.port.to_string(), words[1]);
    assert_eq!(get(second.port, "/").status, 200);
}

/// What is printed where there is no store can be typed, and the page has it then.
#[test]
fn an_empty_folder_is_served_and_says_what_to_type() {
    let desk = desk();
    let serving = Serving::start(desk.command(&["serve", "--port", "0"]));
    assert_eq!(serving.told[1], "Store: tollbook.db, with no entry yet");
    assert!(serving.told[2].contains("tollbook import FILE.csv"), "{:?}", serving.told);
    assert!(get(serving.port, "/").body.contains("tollbook import"));
    desk.run(&["import", "one.csv", "-q"]).with(0);
    assert!(get(serving.port, "/").body.contains("A flood"));
    // One that was named has to be there.
    let said = desk.run(&["serve", "--db", "north.db"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("there is no store at north.db"), "{}", said.err);
    assert_eq!(desk.names(), ["one.csv", "tollbook.db"]);
}

#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_where_that_is_asked() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    desk.import(&["one.csv"]);
    std::fs::create_dir(desk.path("bin")).expect("a folder");
    let opener = desk.file("bin/xdg-open", "#!/bin/sh\necho \"$1\" > opened\n");
    std::fs::set_permissions(&opener, std::fs::Permissions::from_mode(0o755)).expect("a mode");
    let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap_or_default());
    let mut command = desk.command(&["serve", "--port", "0", "--open"]);
    command.env("PATH", path);
    let serving = Serving::start(command);
    let opened = || std::fs::read_to_string(desk.path("opened")).unwrap_or_default();
    for _ in 0..500 {
        if opened().ends_with('\n') {
            break;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(opened(), format!("http://127.0.0.1:{}/\n", serving.port));
    drop(serving);
    let mut command = desk.command(&["serve", "--port", "0", "--open"]);
    command.env("PATH", desk.path("nowhere"));
    let serving = Serving::start(command);
    assert_eq!(get(serving.port, "/").status, 200);
    let said = format!("open http://127.0.0.1:{}/ in one", serving.port);
    let mut line = String::new();
    let mut serving = serving;
    BufReader::new(serving.child.stderr.take().expect("its errors")).read_line(&mut line).expect("text");
    assert!(line.contains("no browser was opened") && line.contains(&said), "{line}");
}

/// The lines that its help shows begin to serve.
#[test]
fn its_examples_serve() {
    let desk = desk();
    desk.import(&["one.csv"]);
    let help = desk.run(&["serve", "-h"]).with(0);
    let examples = help.split("Examples:\n").nth(1).expect("examples").split("\n\n").next().expect("lines");
    let mut tried = 0;
    for example in examples.lines() {
        let mut words: Vec<&str> = example.split_whitespace().skip(1).collect();
        // Another may have the usual port, and nobody wants a browser here.
        words.retain(|word| *word != "--open");
        words.push("-n");
        desk.run(&words).with(0);
        tried += 1;
    }
    assert_eq!(tried, 3);
}
