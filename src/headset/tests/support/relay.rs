//! A bad network between headsets and launcher: each packet is on its way for up to 50 ms, and one of fifty is sent again.
//!
//! What TCP makes of a lost packet is a pause of a retransmission's length, after which all that waited comes at
//! once; so that is what happens here. Each direction of each connection has delays of its own.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

/// The longest that a packet is on its way.
const JITTER: Duration = Duration::from_millis(50);
/// The share that is sent again, and after how long.
const LOSS: f64 = 0.02;
const AGAIN: Duration = Duration::from_millis(220);

/// The same numbers in each run.
struct Random(u64);

impl Random {
    /// From 0 to 1.
    fn next(&mut self) -> f64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn delay(&mut self) -> Duration {
        let jitter = JITTER.mul_f64(self.next());
        if self.next() < LOSS {
            jitter + AGAIN
        } else {
            jitter
        }
    }
}

/// Listens on a free port and passes everything on to `to`; ends with the program.
pub fn start(to: SocketAddr) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("it has one");
    std::thread::spawn(move || {
        for (number, inner) in (1_u64..).zip(listener.incoming().flatten()) {
            if let Ok(outer) = TcpStream::connect(to) {
                connect(inner, outer, number);
            }
        }
    });
    address
}

fn connect(inner: TcpStream, outer: TcpStream, number: u64) {
    for (seed, (from, to)) in [(1, (&inner, &outer)), (2, (&outer, &inner))] {
        let _ = from.set_nodelay(true);
        let (Ok(from), Ok(to)) = (from.try_clone(), to.try_clone()) else {
            return;
        };
        let (packets, queue) = channel();
        let random = Random(number * 7919 + seed);
        std::thread::spawn(move || take(from, &packets, random));
        std::thread::spawn(move || give(to, &queue));
    }
}

fn take(mut from: TcpStream, packets: &Sender<(Instant, Vec<u8>)>, mut random: Random) {
    let mut buffer = vec![0; 64 * 1024];
    let mut behind = Instant::now();
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        // Nothing overtakes what was sent before it.
        behind = behind.max(Instant::now() + random.delay());
        if packets.send((behind, buffer[..length].to_vec())).is_err() {
            return;
        }
    }
}

fn give(mut to: TcpStream, queue: &Receiver<(Instant, Vec<u8>)>) {
    while let Ok((due, bytes)) = queue.recv() {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        if to.write_all(&bytes).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
