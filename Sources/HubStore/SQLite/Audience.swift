import StoreFile
import SyncCore

/// The offices that have a record, each with the number at which its feed lists the record.
///
/// In the store it is text, such as `1:7 4:12`, in the order of the offices.
struct Audience: Equatable {
    struct Listing: Equatable {
        let office: OfficeNumber
        var seq: Int64
    }

    /// In the order of the offices, each once.
    private(set) var listings: [Listing] = []

    init() {}

    /// Reads what `text` made; `nil` for anything else.
    init?(text: some Sequence<UInt8>) {
        var (numbers, digits): ([Int64], Int) = ([0], 0)
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let (shifted, overflow) = numbers[numbers.count - 1]
                    .multipliedReportingOverflow(by: 10)
                let (number, tooLarge) = shifted.addingReportingOverflow(Int64(byte & 0x0F))
                guard !overflow, !tooLarge else { return nil }
                numbers[numbers.count - 1] = number
                digits += 1
            case UInt8(ascii: numbers.count.isMultiple(of: 2) ? " " : ":") where digits > 0:
                numbers.append(0)
                digits = 0
            default: return nil
            }
        }
        if numbers.count == 1, digits == 0 { return }
        guard numbers.count.isMultiple(of: 2), digits > 0 else { return nil }
        listings.reserveCapacity(numbers.count / 2)
        for index in stride(from: 0, to: numbers.count, by: 2) {
            let office = OfficeNumber(numbers[index])
            if let last = listings.last, last.office >= office { return nil }
            listings.append(Listing(office: office, seq: numbers[index + 1]))
        }
    }

    var text: String {
        // One office is the rule.
        if listings.count == 1 { return "\(listings[0].office.value):\(listings[0].seq)" }
        return listings.lazy.map { "\($0.office.value):\($0.seq)" }.joined(separator: " ")
    }

    var offices: Set<OfficeNumber> { Set(listings.lazy.map(\.office)) }

    func contains(_ office: OfficeNumber) -> Bool {
        listings.contains { $0.office == office }
    }

    /// Lists the record anew; returns the number at which it was listed before. O(offices).
    mutating func list(for office: OfficeNumber, at seq: Int64) -> Int64? {
        let index = listings.firstIndex { $0.office >= office } ?? listings.endIndex
        guard index < listings.endIndex, listings[index].office == office else {
            listings.insert(Listing(office: office, seq: seq), at: index)
            return nil
        }
        defer { listings[index].seq = seq }
        return listings[index].seq
    }
}
