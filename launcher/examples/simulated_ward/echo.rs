//! The bare thing: a WebSocket server that answers each message with itself, and clients that ask it.

use std::{
    net::SocketAddr,
    time::{Duration, Instant},
};

use futures_util::{SinkExt, StreamExt};
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tokio_tungstenite::{accept_async, client_async, tungstenite::Message};

/// Answers until its input ends.
pub(crate) async fn run() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("echo {}", listener.local_addr().unwrap());
    tokio::select! {
        () = crate::until_input_ends() => {}
        () = answer(listener) => {}
    }
}

async fn answer(listener: TcpListener) {
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        stream.set_nodelay(true).unwrap();
        tokio::spawn(async move {
            let mut socket = accept_async(stream).await.unwrap();
            while let Some(Ok(message)) = socket.next().await {
                if message.is_text() && socket.send(message).await.is_err() {
                    return;
                }
            }
        });
    }
}

/// Sends a message of the size of a wish again and again; how long each took to come back, in milliseconds.
pub(crate) async fn ask(echo: SocketAddr, every: Duration, until: Instant) -> Vec<f64> {
    let stream = TcpStream::connect(echo).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let (mut socket, _) = client_async(format!("ws://{echo}/"), stream).await.unwrap();
    let message = "x".repeat(600);
    let mut took = Vec::new();
    while Instant::now() < until {
        let begun = Instant::now();
        socket.send(Message::text(message.as_str())).await.unwrap();
        socket.next().await.unwrap().unwrap();
        took.push(begun.elapsed().as_secs_f64() * 1000.0);
        sleep(every).await;
    }
    took
}
