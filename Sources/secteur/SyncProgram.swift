import Console
import Foundation
import SyncCore

/// The program that speaks to the hub: it lies beside this one, and takes its place.
enum SyncProgram {
    /// Never returns unless the program can't be started.
    static func run(_ arguments: [String]) -> any Error {
        let program = path
        var pointers = ([program] + arguments).map { strdup($0) }
        pointers.append(nil)
        execv(program, &pointers)
        return SyncMissing(path: program)
    }

    /// Lets the program read a line from its standard input: what must not be seen among the
    /// arguments of a process.
    static func giveInput(_ line: String) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        // A pipe holds far more than this before anybody reads.
        let bytes = Array((line.prefix(4_096) + "\n").utf8)
        _ = write(ends[1], bytes, bytes.count)
        close(ends[1])
        dup2(ends[0], STDIN_FILENO)
        close(ends[0])
    }

    /// `secteur-sync` in the folder of this very program.
    private static var path: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let count = readlink("/proc/self/exe", &buffer, Int(PATH_MAX))
        let path =
            count > 0
            ? String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
            : CommandLine.arguments[0]
        let folder = (path as NSString).deletingLastPathComponent
        return (folder as NSString).appendingPathComponent("secteur-sync")
    }
}

/// The program that syncs isn't there.
private struct SyncMissing: ExitCoded {
    let path: String
    let code = "sync-missing"
    let exit = Exit.unavailable

    var what: Phrase {
        Phrase(
            fr: "Le programme \(path) ne peut pas être lancé.",
            en: "Can't start the program \(path).")
    }

    let remedy = Phrase(
        fr: "réinstallez Secteur : les deux programmes vont ensemble ; rien n'est perdu",
        en: "install Secteur again: the two programs belong together; nothing is lost")
}
