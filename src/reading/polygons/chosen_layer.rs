//! The layer of a file that is read: the only one, or that of a name.

use crate::echo;

/// The place of the layer that is meant among the layers of a file.
///
/// # Errors
/// Which layers there are, when none is meant, or none is called so.
pub(super) fn chosen_layer(layers: &[&str], named: Option<&str>) -> Result<usize, String> {
    let all = || layers.iter().map(|layer| echo::cut(layer)).collect::<Vec<_>>().join(", ");
    match (layers, named) {
        ([], _) => Err("it has no layer of polygons".to_owned()),
        ([_], None) => Ok(0),
        (_, None) => Err(format!(
            "it has several layers of polygons ({}), and one would be read: choose with --sheet, over HTTP with sheet",
            all()
        )),
        (_, Some(name)) => {
            let exact = layers.iter().position(|layer| *layer == name);
            let in_any_case = || {
                let mut alike = (0..).zip(layers).filter(|(_, layer)| layer.eq_ignore_ascii_case(name));
                alike.next().filter(|_| alike.next().is_none()).map(|(place, _)| place)
            };
            exact.or_else(in_any_case).ok_or_else(|| {
                format!("there is no layer {:?}: its layers of polygons are {}", echo::cut(name), all())
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layer_is_the_only_one_or_that_of_a_name() {
        assert_eq!(chosen_layer(&["Draft"], None), Ok(0));
        assert_eq!(chosen_layer(&["Draft", "Option B"], Some("option b")), Ok(1));
        assert_eq!(chosen_layer(&["draft", "Draft"], Some("Draft")), Ok(1));
        let told = |layers: &[&str], named| chosen_layer(layers, named).unwrap_err();
        assert!(told(&["draft", "Draft"], Some("DRAFT")).contains("there is no layer \"DRAFT\""));
        assert!(told(&["A", "B"], None).contains("several layers of polygons (A, B)"));
        assert!(told(&[], Some("A")).contains("no layer of polygons"));
    }
}
