import SyncCore

/// Who is in charge of a person's folder, and with whom it is shared. It stands on the folder's
/// sealed cover.
package struct Custody: Hashable, Sendable {
    /// `nil` for a folder from before there were accounts.
    package var owner: AccountCode?
    /// The last day for each of these accounts, counted from 1 January 1970.
    package var shares: [AccountCode: Int]

    /// More accounts than one folder is shared with at a time.
    package static let shareLimit = 50

    package init(owner: AccountCode? = nil, shares: [AccountCode: Int] = [:]) {
        self.owner = owner
        self.shares = shares
    }
}

extension Custody {
    /// `[owner, {* account => last day}]`
    func write(to writer: inout CBORWriter) {
        writer.beginArray(2)
        if let owner { writer.write(text: owner.description) } else { writer.writeNull() }
        writer.beginMap(shares.count)
        for (code, day) in shares.sorted(by: { $0.key < $1.key }) {
            writer.write(text: code.description)
            writer.write(Int64(day))
        }
    }

    init(from reader: inout CBORReader) throws(WireError) {
        try reader.beginArray(exactly: 2)
        owner = reader.skipNull() ? nil : try AccountCode(from: &reader)
        shares = [:]
        for _ in 0..<(try reader.beginMap(upTo: Self.shareLimit)) {
            let code = try AccountCode(from: &reader)
            let start = reader.offset
            guard case .number(let day) = try reader.readValue() else {
                throw WireError(.unexpectedItem, at: start)
            }
            shares[code] = Int(day)
        }
    }
}
