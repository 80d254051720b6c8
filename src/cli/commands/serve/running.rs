//! The server while it runs.

use std::io::{self, ErrorKind, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use super::{Args, browser};
use crate::cli::{Context, Done, clock, interrupt, stores};
use crate::desk::Error;
use crate::desk::serving::{AskedAs, NotServed, ServedStore, head};
use crate::render::visible::visible;
use crate::report::served::ServedReport;
use crate::web::bounds::Bounds;
use crate::web::connection::{AnsweredRequest, RequestLog};
use crate::web::server::{Server, ServerOptions};
use crate::web::site::Site;

/// Serves the store until Ctrl-C.
pub fn serve(args: &Args, context: &mut Context) -> Result<Done, Error> {
    let path = stores::to_serve(context)?;
    let given = context.global.now;
    let clock = Arc::new(move || clock::now(given));
    let asked_as = AskedAs { settling: context.defaults.settling(), clock };
    let mut store = ServedStore::at(&path, asked_as.clone());
    let entry = newest(&mut store)?;
    let report = |page: String| ServedReport {
        page,
        store: path.display().to_string(),
        entry,
        next: next(args, context, entry),
    };
    if context.global.dry_run {
        let page = match args.port {
            0 => "a free port of 127.0.0.1".to_owned(),
            port => format!("http://127.0.0.1:{port}/"),
        };
        context.out.one(&report(page))?;
        return Ok(Done::Well);
    }
    let site = Arc::new(Site::of(&path, asked_as, context.defaults.zone()));
    let server = Server::bind(ServerOptions {
        port: args.port,
        bounds: Bounds::default(),
        takes_form: Site::takes_form,
        maker: site.maker(),
        log: log(context),
    });
    let server = server.map_err(|error| not_listening(args.port, &stores::flag(&context.global), &error))?;
    let report = report(server.address());
    context.out.one(&report)?;
    context.out.finish()?;
    if let Some(told) = args.open.then(|| browser::open(&server.address()).err()).flatten() {
        context.tell(&[told])?;
    }
    let (stopper, digesting) = (server.stopper(), site.work_out()?);
    interrupt::serving(move || stopper.stop());
    std::panic::set_hook(Box::new(|failure| {
        // What fails may name texts of the store.
        let _ = writeln!(io::stderr().lock(), "{}", visible(&failure.to_string()));
    }));
    server.run();
    drop(digesting);
    Ok(Done::Well)
}

/// The newest entry; `None` where there is none yet. A store that is being written to will tell later.
fn newest(store: &mut ServedStore) -> Result<Option<i64>, Error> {
    match store.ask(head) {
        Ok(head) => Ok(Some(head.entry).filter(|entry| *entry > 0)),
        Err(NotServed::Busy) => Ok(None),
        Err(NotServed::Failed(error)) => Err(error),
    }
}

/// What to do next.
fn next(args: &Args, context: &Context, entry: Option<i64>) -> String {
    let store = stores::flag(&context.global);
    match (entry, args.open) {
        (None, _) => format!(
            "tollbook import FILE.csv{store} in another terminal, then load the page again; Ctrl-C ends it"
        ),
        (_, true) => "Ctrl-C ends it".to_owned(),
        (_, false) => "open the page in a browser; Ctrl-C ends it".to_owned(),
    }
}

/// Tells every request on standard error, where more is to be said.
fn log(context: &Context) -> RequestLog {
    match context.global.verbose {
        true => Box::new(|answered| {
            let _ = writeln!(io::stderr().lock(), "{}", line(answered));
        }),
        false => Box::new(|_| {}),
    }
}

fn line(answered: &AnsweredRequest<'_>) -> String {
    let AnsweredRequest { method, target, status, took } = answered;
    format!("{status} {method} {} in {:.1} ms", visible(target), took.as_secs_f64() * 1e3)
}

/// How many ports are tried for one that is free.
const TRIED: u16 = 100;

/// Says why it does not listen, and with which port it would.
fn not_listening(port: u16, store: &str, error: &io::Error) -> Error {
    let what = match error.kind() {
        ErrorKind::AddrInUse => {
            format!("port {port} is taken by another program, which may be a tollbook serve")
        }
        ErrorKind::PermissionDenied => format!("port {port} may not be taken by this user"),
        _ => format!("port {port} cannot be taken: {error}"),
    };
    let others = (port.max(8787)..u16::MAX).skip(1).take(TRIED.into());
    let free = others.into_iter().find(|other| TcpListener::bind((Ipv4Addr::LOCALHOST, *other)).is_ok());
    Error::usage(what, format!("take another: tollbook serve --port {}{store}", free.unwrap_or(0)))
}
