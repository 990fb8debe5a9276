import Charter
import SyncCore

/// Follows the events of one household and keeps the texts that have a field.
struct RSABEMHouseholdReading {
    private(set) var household: RSABEMHousehold
    /// Values without a place, by the name of their element.
    private(set) var dropped: [String: Int] = [:]
    private(set) var isClosed = false

    private let type: RecordType
    private let limits: RSABEMLimits
    private var elements = 0

    init(line: Int, type: RecordType, limits: RSABEMLimits) {
        household = RSABEMHousehold(line: line)
        self.type = type
        self.limits = limits
    }

    mutating func take(_ event: XMLEvent, from xml: XMLReader) throws(XMLFault) {
        switch event {
        case .start(let name):
            elements += 1
            guard elements <= limits.elements else { throw xml.broken(.tooMany) }
            try start(name, xml)
        case .text(let text):
            try take(text, xml)
        case .end:
            isClosed = xml.open.count == 1
        case .finished:
            throw xml.broken(.cut)
        }
    }

    private mutating func start(_ name: String, _ xml: XMLReader) throws(XMLFault) {
        switch name {
        case RSABEMSchema.household:
            // The one before was never closed.
            throw xml.broken(.malformed)
        case RSABEMSchema.person where xml.open.count == 3:
            guard household.persons.count < limits.persons else { throw xml.broken(.tooMany) }
            household.persons.append(.init(line: xml.line))
        case RSABEMSchema.address where xml.open.count == 4:
            household.addresses += 1
        default: break
        }
    }

    private mutating func take(_ text: String, _ xml: XMLReader) throws(XMLFault) {
        guard let name = xml.open.last else { return }
        let trimmed = CellReading.trim(text)
        guard !trimmed.isEmpty else { return }
        guard RSABEMSchema.keptNames.contains(name) else {
            dropped[name, default: 0] += 1
            return
        }
        // The root and the household stand before every path.
        let path = xml.open.dropFirst(2).joined(separator: "/")
        if path.hasPrefix(RSABEMSchema.person + "/") {
            let below = String(path.dropFirst(RSABEMSchema.person.count + 1))
            guard isKept(RSABEMSchema.ofPerson[below]) else {
                dropped[name, default: 0] += 1
                return
            }
            let last = household.persons.count - 1
            try keep(trimmed, below, in: &household.persons[last].texts, xml)
        } else if isKept(household: path, name: name) {
            try keep(trimmed, path, in: &household.texts, xml)
        } else {
            dropped[name, default: 0] += 1
        }
    }

    private func isKept(_ field: Code?) -> Bool {
        field.flatMap(type.field) != nil
    }

    private func isKept(household path: String, name: String) -> Bool {
        if path.hasPrefix(RSABEMSchema.addressPath) {
            guard household.addresses == 1 else { return false }
            if RSABEMSchema.addressParts.contains(name) { return isKept(RSABEMSchema.addressField) }
        }
        return isKept(RSABEMSchema.ofHousehold[path])
    }

    private func keep(
        _ text: String, _ path: String, in texts: inout [String: RSABEMHousehold.Text],
        _ xml: XMLReader
    ) throws(XMLFault) {
        // An element that stands twice would say two things of one field.
        guard texts[path] == nil else { throw xml.broken(.repeated) }
        guard text.utf8.count <= limits.valueBytes else { throw xml.broken(.tooLong) }
        texts[path] = RSABEMHousehold.Text(line: xml.line, text: text)
    }
}
