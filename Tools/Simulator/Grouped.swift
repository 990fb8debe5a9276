/// A whole number with its thousands apart: 1,234,567.
func grouped(_ number: some BinaryInteger) -> String {
    var (rest, digits) = (String(number), "")
    while rest.count > 3 {
        digits = "," + rest.suffix(3) + digits
        rest.removeLast(3)
    }
    return rest + digits
}
