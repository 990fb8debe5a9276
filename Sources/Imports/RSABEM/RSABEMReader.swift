package import Charter

/// Reads the monthly flow of the CAF on RSA households (RSABEM), household by household.
///
/// Of each household it keeps what the charter's person type declares, the rest is dropped and
/// counted. A household that is malformed, too large or incomplete is refused by line and element,
/// and reading goes on with the next one.
package struct RSABEMReader: CaseReader {
    package private(set) var tally = ImportTally()

    private let charter: Charter
    private let type: RecordType
    private let limits: RSABEMLimits
    private var xml: XMLReader
    private var begun = false
    private var ended = false
    /// A household whose start was met inside one that was never closed.
    private var isInside = false

    /// Throws `charter-without-persons` when the charter has no type for persons.
    package init(_ source: ByteSource, charter: Charter) throws(ImportRefusal) {
        try self.init(source, charter: charter, limits: RSABEMLimits())
    }

    init(
        _ source: ByteSource, charter: Charter, limits: RSABEMLimits, xml: XMLLimits = XMLLimits()
    ) throws(ImportRefusal) {
        guard let type = charter.types.first(where: { $0.subject == .person }) else {
            throw .noPersons()
        }
        self.charter = charter
        self.type = type
        self.limits = limits
        self.xml = XMLReader(source, limits: xml)
    }

    package mutating func next() throws(ImportRefusal) -> ImportItem? {
        guard !ended else { return nil }
        do throws(XMLFault) {
            if !begun { try begin() }
            guard let line = try nextHousehold() else {
                ended = true
                tally.isComplete = true
                return nil
            }
            let item = try household(from: line)
            tally.count(item)
            return item
        } catch {
            ended = true
            switch error {
            case .refused(let refusal): throw refusal
            case .broken(let rule, let line): throw .malformed(line: line, rule: rule)
            }
        }
    }

    private mutating func begin() throws(XMLFault) {
        begun = true
        guard try xml.next() == .start(RSABEMSchema.root) else {
            throw .refused(.notTheFlow(line: xml.line))
        }
    }

    /// Goes on to the next household and says where it begins; `nil` after the root's end.
    private mutating func nextHousehold() throws(XMLFault) -> Int? {
        if isInside {
            isInside = false
            return xml.line
        }
        while true {
            switch try xml.next() {
            case .start(RSABEMSchema.household) where xml.open.count == 2: return xml.line
            case .finished: return nil
            default: continue
            }
        }
    }

    private mutating func household(from line: Int) throws(XMLFault) -> ImportItem {
        do throws(XMLFault) {
            var reading = RSABEMHouseholdReading(line: line, type: type, limits: limits)
            while !reading.isClosed { try reading.take(xml.next(), from: xml) }
            for (name, count) in reading.dropped { tally.dropped[name, default: 0] += count }
            return reading.household.item(charter, type, limits: limits)
        } catch {
            guard case .broken(let rule, let faultLine) = error else { throw error }
            let place = xml.open.last ?? RSABEMSchema.household
            isInside = place == RSABEMSchema.household && xml.open.count > 2
            if isInside {
                xml.forgetOpen(between: 1)
            } else {
                ended = try !xml.skip(past: RSABEMSchema.household, depth: 1)
            }
            return .refused([ImportFinding(line: faultLine, place: place, rule: rule)])
        }
    }
}
