//! The launcher as it is used: the real program on free ports, with a real state folder, driven over
//! HTTP and sockets by tablets and headsets made for the tests.
//!
//! Nothing here sleeps to let something happen: each step waits for the message that says so.

#![allow(clippy::unwrap_used, reason = "in a test an unwrap is an assertion")]

mod api;
mod bodies;
mod cues;
mod door;
mod experiences;
mod films;
mod groups;
mod guards;
mod headset;
mod http;
mod links;
mod listening;
mod openapi;
mod own;
mod page;
mod people;
mod program;
mod reports;
mod residents;
mod restarts;
mod roles;
mod storage;
mod tablet;
mod views;
mod visits;
mod ward;
