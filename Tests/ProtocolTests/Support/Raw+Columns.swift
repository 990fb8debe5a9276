/// Columns by hand: of each the bytes, right or wrong.
extension Raw {
    /// A byte string of these bytes.
    static func string(_ content: [UInt8]) -> [UInt8] { head(2, UInt64(content.count)) + content }

    /// Sixteen times each byte, side by side.
    static func ids(_ bytes: [UInt8]) -> [UInt8] {
        string(bytes.flatMap { [UInt8](repeating: $0, count: 16) })
    }

    /// Numbers by their planes, the most significant first.
    static func numbers(_ planes: [[UInt8]]) -> [UInt8] { array(planes.map(string)) }

    static func columns(actors: [UInt8], _ groups: [UInt8]...) -> [UInt8] {
        array([ids(actors), array(groups)])
    }

    static let noRecords = columns(actors: [])

    /// A group of records of one field and one value, of which any part may be another.
    static func group(
        type: [UInt8] = text("contract"), count: UInt64 = 1, actorCount: UInt64 = 1,
        names: [UInt8] = array([text("status")]),
        versions: [UInt8] = array([array([version(0, 0)])]),
        slots: [UInt8] = array([slot()]), values: [UInt8] = array([column()])
    ) -> [UInt8] {
        array([type, unsigned(count), unsigned(actorCount), names, versions, slots, values])
    }

    /// Which actors, and their bases: at first the only one, from 1 on.
    static func slot(_ actors: [[UInt8]] = [], bases: [[UInt8]] = [[2]]) -> [UInt8] {
        array([numbers(actors), numbers(bases)])
    }

    static func column(
        _ dictionary: [[UInt8]] = [text("draft")], indexes: [[UInt8]] = []
    ) -> [UInt8] {
        array([array(dictionary), numbers(indexes)])
    }

    /// Records of the only actor 0xa1.
    static let oneRecord = columns(actors: [0xa1], group())

    /// As many as two rows: one draft, one sent, by actors 0xa1 and 0xb2 unless told otherwise.
    static func twoRows(
        actors: [UInt8] = [0xa1, 0xb2],
        slot: [UInt8] = slot([[0, 1]], bases: [[2, 0]]),
        column: [UInt8] = column([text("draft"), text("sent")], indexes: [[0, 1]])
    ) -> [UInt8] {
        columns(
            actors: actors, group(count: 2, slots: array([slot]), values: array([column])))
    }

    // MARK: Messages

    static func wholes(ids: [UInt8], _ states: [UInt8] = noRecords) -> [UInt8] {
        array([Raw.ids(ids), states])
    }

    static func parts(
        _ fields: [UInt8] = noRecords, bitCount: [UInt8] = unsigned(24),
        leavesPastsOut: [UInt8] = [0xf4], references: [[UInt8]] = [], checks: [[UInt8]] = []
    ) -> [UInt8] {
        array([bitCount, leavesPastsOut, fields, numbers(references), numbers(checks)])
    }

    /// A check of eight times the same byte.
    static let oneCheck = [[UInt8]](repeating: [0xdd], count: 8)

    static func outcomes(
        _ marks: [UInt8], places: [[UInt8]] = [], _ states: [UInt8] = noRecords
    ) -> [UInt8] {
        array([string(marks), numbers(places), states])
    }

    static func feed(
        gone: [UInt8] = [], goneNumbers: [[UInt8]] = [], kept: [UInt8] = [],
        keptNumbers: [[UInt8]] = [], _ states: [UInt8] = noRecords
    ) -> [UInt8] {
        array([ids(gone), numbers(goneNumbers), ids(kept), numbers(keptNumbers), states])
    }
}
