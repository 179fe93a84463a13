//! The access log: whole, in order, and found by whom and when.

use launcher::home::{
    Home,
    log::{Asked, Checked},
};

use crate::support::{all, at, by};

pub(crate) fn contract(home: &dyn Home) {
    let nothing = Checked {
        rows: 0,
        broken: None,
        head: None,
    };
    assert_eq!(home.check_log().unwrap(), nothing);
    for day in 0..10 {
        let resident = if day % 2 == 0 { "r1" } else { "r2" };
        home.note(&by(day * 86_400), Some(resident), "resident-read", "")
            .unwrap();
    }
    let rows = all(home);
    assert_eq!(rows.len(), 10);
    assert!(
        rows.iter()
            .zip(1..)
            .all(|(row, number)| row.number == number)
    );
    assert_eq!(
        (rows[3].at, rows[3].resident.as_deref()),
        (at(3 * 86_400), Some("r2"))
    );
    let checked = home.check_log().unwrap();
    assert_eq!((checked.rows, checked.broken), (10, None));
    assert_eq!(checked.head, Some((10, rows[9].chain.clone())));

    let asked = Asked {
        from: Some(at(2 * 86_400)),
        to: Some(at(8 * 86_400)),
        resident: Some("r1".to_owned()),
        staff: Some("anna".to_owned()),
        offset: 1,
        limit: 1,
    };
    let (found, count) = home.log(&asked).unwrap();
    assert_eq!((found.len(), count), (1, 3), "days 2, 4 and 6");
    assert_eq!(found[0].at, at(4 * 86_400), "the newest first");
    let nobody = Asked {
        staff: Some("bo".to_owned()),
        ..asked
    };
    assert_eq!(home.log(&nobody).unwrap(), (Vec::new(), 0));

    // What is old goes, and what is left still fits.
    assert_eq!(home.forget_log(at(4 * 86_400)).unwrap(), 4);
    assert_eq!(home.forget_log(at(4 * 86_400)).unwrap(), 0);
    let checked = home.check_log().unwrap();
    assert_eq!((checked.rows, checked.broken), (6, None));
    home.note(&by(20 * 86_400), None, "login", "").unwrap();
    assert_eq!(all(home)[6].number, 11);
    // A row with a time from before stands among newer ones: no hole is torn for it.
    home.note(&by(0), Some("r1"), "resident-read", "").unwrap();
    assert_eq!(home.forget_log(at(10)).unwrap(), 0);
    assert_eq!(home.check_log().unwrap().broken, None);
    // All gone, and the numbers go on.
    assert_eq!(home.forget_log(at(100 * 86_400)).unwrap(), 8);
    let empty = home.check_log().unwrap();
    assert_eq!((empty.rows, empty.broken), (0, None));
    assert_eq!(empty.head.map(|(number, _)| number), Some(12));
    home.note(&by(101 * 86_400), None, "login", "").unwrap();
    assert_eq!(all(home)[0].number, 13);
    assert_eq!(home.check_log().unwrap().broken, None);
}
