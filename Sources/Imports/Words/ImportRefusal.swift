package import SyncCore

/// Why a whole file was not read, or not further. What was yielded before it stands.
package struct ImportRefusal: Explained, Equatable {
    package let code: String
    package let what: Phrase
    package let remedy: Phrase

    package static func == (a: ImportRefusal, b: ImportRefusal) -> Bool { a.code == b.code }
}

extension ImportRefusal {
    static func missing(path: String) -> ImportRefusal {
        ImportRefusal(
            code: "input-missing",
            what: Phrase(fr: "il n'y a pas de fichier \(path)", en: "there is no file \(path)"),
            remedy: Phrase(fr: "vérifiez le chemin", en: "check the path"))
    }

    static func unreadable(path: String) -> ImportRefusal {
        ImportRefusal(
            code: "input-unreadable",
            what: Phrase(
                fr: "le fichier \(path) ne peut pas être lu", en: "the file \(path) cannot be read"),
            remedy: Phrase(
                fr: "vérifiez que c'est un fichier et que vous avez le droit de le lire",
                en: "check that it is a file and that you may read it"))
    }

    static func encoding(line: Int) -> ImportRefusal {
        ImportRefusal(
            code: "input-encoding",
            what: Phrase(
                fr: """
                    ligne \(line) : le fichier n'est pas dans l'encodage annoncé, ou cet encodage \
                    est inconnu
                    """,
                en: "line \(line): the file is not in its declared encoding, or not a known one"),
            remedy: Phrase(
                fr: "enregistrez-le en UTF-8, ou dites son encodage (utf-8, windows-1252)",
                en: "save it as UTF-8, or say which encoding it has (utf-8, windows-1252)"))
    }

    /// A document type could define entities that grow without end or read other files.
    static func documentType(line: Int) -> ImportRefusal {
        ImportRefusal(
            code: "input-doctype",
            what: Phrase(
                fr: "ligne \(line) : le fichier contient une déclaration DOCTYPE ou d'entité",
                en: "line \(line): the file holds a DOCTYPE or entity declaration"),
            remedy: Phrase(
                fr: "un flux de la CAF n'en contient jamais : demandez d'où vient ce fichier",
                en: "a CAF flow never holds one: ask where this file comes from"))
    }

    static func malformed(line: Int, rule: ImportRule) -> ImportRefusal {
        ImportRefusal(
            code: "input-malformed",
            what: Phrase(
                fr: "ligne \(line) : \(rule.phrase.fr)", en: "line \(line): \(rule.phrase.en)"),
            remedy: Phrase(
                fr: "demandez le fichier à nouveau : il est abîmé ou n'est pas celui attendu",
                en: "ask for the file again: it is damaged or not the one expected"))
    }

    static func notTheFlow(line: Int) -> ImportRefusal {
        ImportRefusal(
            code: "input-not-rsabem",
            what: Phrase(
                fr: "ligne \(line) : ce n'est pas un flux RSABEM (la racine n'est pas « Racine »)",
                en: "line \(line): this is not an RSABEM flow (its root is not \"Racine\")"),
            remedy: Phrase(
                fr: "donnez le fichier XML du flux mensuel, décompressé",
                en: "give the XML file of the monthly flow, unpacked"))
    }

    static func noPersons() -> ImportRefusal {
        ImportRefusal(
            code: "charter-without-persons",
            what: Phrase(
                fr: "la charte ne déclare aucun type de personne",
                en: "the charter declares no type of person"),
            remedy: Phrase(
                fr: "déclarez-en un (sans `about`) pour pouvoir importer",
                en: "declare one (without `about`) to be able to import"))
    }

    static func columns(_ code: String, _ titles: [String], line: Int) -> ImportRefusal {
        let list = titles.map { "\"\($0)\"" }.joined(separator: ", ")
        let isMissing = code == "columns-missing"
        return ImportRefusal(
            code: code,
            what: Phrase(
                fr: "ligne \(line) : colonnes \(isMissing ? "absentes" : "en double") : \(list)",
                en: "line \(line): columns \(isMissing ? "missing" : "that stand twice"): \(list)"),
            remedy: Phrase(
                fr: "la première ligne doit porter les titres que dit la correspondance",
                en: "the first line must hold the titles that the map says"))
    }
}
