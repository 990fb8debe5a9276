/// The character between cells.
package enum CSVSeparator: String, Sendable, CaseIterable {
    case semicolon = ";"
    case comma = ","
    case tab = "\t"

    var byte: UInt8 { rawValue.utf8.first! }

    /// The separator that the header line uses most, quoted cells apart; a semicolon, as French
    /// spreadsheets write, when it uses none.
    static func detect(in start: some Collection<UInt8>) -> CSVSeparator {
        var counts = [UInt8: Int]()
        var isQuoted = false
        for byte in start {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == UInt8(ascii: "\n"), !isQuoted { break }
            if !isQuoted { counts[byte, default: 0] += 1 }
        }
        return allCases.reduce(.semicolon) { best, next in
            counts[next.byte, default: 0] > counts[best.byte, default: 0] ? next : best
        }
    }
}
