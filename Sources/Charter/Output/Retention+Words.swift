package import SyncCore

extension Retention {
    /// "2 ans après le dernier contact"
    ///
    /// - Parameter type: the record type, for the label of a date field.
    package func words(in type: RecordType) -> Phrase {
        let period = unit.words(count)
        let event = event.words(in: type)
        return Phrase(fr: "\(period.fr) après \(event.fr)", en: "\(period.en) after \(event.en)")
    }
}

extension Retention.Unit {
    fileprivate func words(_ count: Int) -> Phrase {
        let many = count > 1
        return switch self {
        case .days:
            Phrase(fr: "\(count) jour\(many ? "s" : "")", en: "\(count) day\(many ? "s" : "")")
        case .months: Phrase(fr: "\(count) mois", en: "\(count) month\(many ? "s" : "")")
        case .years:
            Phrase(fr: "\(count) an\(many ? "s" : "")", en: "\(count) year\(many ? "s" : "")")
        }
    }
}

extension Retention.Event {
    fileprivate func words(in type: RecordType) -> Phrase {
        switch self {
        case .lastContact: Phrase(fr: "le dernier contact", en: "the last contact")
        case .created: Phrase(fr: "la création", en: "it was made")
        case .field(let name):
            type.field(name).map {
                Phrase(fr: "la rubrique « \($0.label.fr) »", en: "\"\($0.label.en)\"")
            } ?? Phrase(fr: name.text, en: name.text)
        }
    }
}
