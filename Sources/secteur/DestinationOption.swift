import ArgumentParser
import Console
import DossierStore
import Foundation
import SyncCore

/// `--out FILE`, for what is to be printed on paper.
struct DestinationOption: ParsableArguments {
    @Option(
        name: .customLong("out"),
        help: ArgumentHelp(
            local(
                fr: "Écrit dans ce fichier, lisible de vous seul, au lieu d'afficher.",
                en: "Write into this file, which only you may read, instead of showing it."),
            valueName: local(fr: "fichier", en: "file")),
        completion: .file())
    var path: String?

    init() {}

    /// What the journal of access calls it.
    var act: JournalAct { path == nil ? .print : .export }

    /// Shows the text, or writes it into a new file of mode 0600. Never overwrites one.
    func write(_ text: String) throws {
        guard let path else { return Output.text(text) }
        let descriptor = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw errno == EEXIST
                ? DestinationRefusal.exists(path) : DestinationRefusal.cannotWrite(path)
        }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try handle.write(contentsOf: Data(text.utf8))
            try handle.synchronize()
        } catch {
            unlink(path)
            throw DestinationRefusal.cannotWrite(path)
        }
        Output.line(local(fr: "Écrit : \(path)", en: "Written: \(path)"))
    }
}

/// Why a text isn't in the file.
private enum DestinationRefusal: ExitCoded {
    case exists(String)
    case cannotWrite(String)

    var code: String {
        switch self {
        case .exists: "file-exists"
        case .cannotWrite: "file-cannot-write"
        }
    }

    var exit: Exit { .cannotCreate }

    var what: Phrase {
        switch self {
        case .exists(let path):
            Phrase(fr: "\(path) existe déjà.", en: "\(path) exists already.")
        case .cannotWrite(let path):
            Phrase(fr: "\(path) ne peut pas être écrit.", en: "\(path) can't be written.")
        }
    }

    var remedy: Phrase {
        switch self {
        case .exists:
            Phrase(fr: "choisissez un autre nom", en: "choose another name")
        case .cannotWrite:
            Phrase(
                fr: "vérifiez le disque et les droits du dossier",
                en: "check the disk and the folder's permissions")
        }
    }
}
