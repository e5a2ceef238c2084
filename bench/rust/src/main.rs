//! The peer written in Rust, timed on the same files: `bench-rust4pm FILE` prints one JSON line a piece of work
//! with seconds from file (or from memory) and the peak of resident memory in MB.
use process_mining::core::event_data::case_centric::utils::activity_projection::EventLogActivityProjection;
use process_mining::discovery::case_centric::dfg::discover_dfg;
use process_mining::{EventLog, Importable};
use std::time::Instant;

fn peak_mb() -> i64 {
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    unsafe { libc::getrusage(libc::RUSAGE_SELF, &mut usage) };
    usage.ru_maxrss / 1024
}

fn report(work: &str, start: Instant, note: String) {
    println!(
        "{{\"work\":\"{work}\",\"seconds\":{:.4},\"peakMb\":{},\"note\":\"{note}\"}}",
        start.elapsed().as_secs_f64(),
        peak_mb()
    );
}

fn main() {
    let path = std::env::args().nth(1).expect("usage: bench-rust4pm FILE.xes[.gz]");
    let start = Instant::now();
    let log = EventLog::import_from_path(&path).expect("the log cannot be read");
    let events: usize = log.traces.iter().map(|t| t.events.len()).sum();
    report("import", start, format!("{} cases, {} events", log.traces.len(), events));
    for _ in 0..3 {
        let start = Instant::now();
        let dfg = discover_dfg(&log);
        report("directly-follows", start, format!("{} arcs", dfg.directly_follows_relations.len()));
        let start = Instant::now();
        let projection = EventLogActivityProjection::from(&log);
        report("variants", start, format!("{} variants", projection.traces.len()));
    }
}
