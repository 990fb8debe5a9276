package import Charter
import SyncCore

/// What a person's rights make of their whole folder. It stands on the folder's sealed cover.
package struct FolderMarks: Hashable, Sendable {
    /// The folder is kept, and nothing else is done with it.
    package var freeze: Freeze?
    /// The person refused to be recorded by name: the folder holds nothing that says who it is.
    package var isPaper: Bool

    package init(freeze: Freeze? = nil, isPaper: Bool = false) {
        self.freeze = freeze
        self.isPaper = isPaper
    }

    /// Restriction of processing (GDPR, article 18).
    package struct Freeze: Hashable, Sendable {
        package let reason: Reason
        package let since: CivilDate

        package init(_ reason: Reason, since: CivilDate) {
            self.reason = reason
            self.since = since
        }

        /// The four cases of article 18(1), and no free text. Stored by its number.
        package enum Reason: UInt8, Sendable, CaseIterable {
            /// (a) The person contests the accuracy.
            case accuracyContested = 0
            /// (b) The processing is unlawful, and the person opposes erasure.
            case unlawful = 1
            /// (c) The person needs the data for a legal claim.
            case legalClaim = 2
            /// (d) The person objected (article 21), and that is being looked at.
            case objectionPending = 3
        }
    }
}

extension FolderMarks {
    /// `[[? reason, since], isPaper]`
    func write(to writer: inout CBORWriter) {
        writer.beginArray(2)
        writer.beginArray(freeze == nil ? 0 : 2)
        if let freeze {
            writer.write(unsigned: UInt64(freeze.reason.rawValue))
            freeze.since.write(to: &writer)
        }
        writer.write(isPaper)
    }

    init(from reader: inout CBORReader) throws(WireError) {
        try reader.beginArray(exactly: 2)
        let start = reader.offset
        if try reader.beginArray(upTo: 2) > 0 {
            let number = UInt8(exactly: try reader.readUnsigned())
            guard let reason = number.flatMap(Freeze.Reason.init) else {
                throw WireError(.unexpectedItem, at: start)
            }
            freeze = Freeze(reason, since: try CivilDate(from: &reader))
        }
        isPaper = try reader.readBool()
    }
}
