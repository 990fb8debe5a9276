package import SyncCore

extension Bool {
    /// Yes or no as people write it in either language; `nil` for anything else.
    package init?(written text: String) {
        switch text.lowercased() {
        case "oui", "o", "vrai", "yes", "y", "true", "1", "x": self = true
        case "non", "n", "faux", "no", "false", "0": self = false
        default: return nil
        }
    }
}

extension Sequence<CodeLabel> {
    /// The code that people mean: by its name, or by a label that is one code's alone, in either
    /// language. Capitals don't count where that leaves no doubt.
    package func code(written text: String) -> Code? {
        let wanted = text.lowercased()
        if let named = first(where: { $0.name.text == text })
            ?? first(where: { $0.name.text == wanted })
        {
            return named.name
        }
        let labelled = filter {
            $0.label.fr.lowercased() == wanted || $0.label.en.lowercased() == wanted
        }
        return labelled.count == 1 ? labelled[0].name : nil
    }
}
