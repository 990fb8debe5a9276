import Foundation

/// The real program, serving a folder on this machine.
final class HubProcess {
    let port: UInt16
    private let process: Process

    /// Starts it and waits until it listens.
    init(program: URL, folder: URL, options: [String] = []) throws {
        let ready = folder.appending(path: "listening")
        try? FileManager.default.removeItem(at: ready)
        process = Process()
        process.executableURL = program
        process.arguments =
            [
                "serve", "--dir", folder.path, "--port", "0", "--plain-http-on-loopback",
                "--ready-file", ready.path,
            ] + options
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        var url: URL?
        for _ in 0..<600 where url == nil && process.isRunning {
            usleep(50_000)
            if let text = try? String(contentsOf: ready, encoding: .utf8) {
                url = URL(string: text.trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        guard let port = url?.port.flatMap({ UInt16(exactly: $0) }) else {
            process.terminate()
            throw LoadFault.hub("it doesn't listen")
        }
        self.port = port
    }

    /// A run that fails leaves no hub behind.
    deinit {
        if process.isRunning { process.terminate() }
    }

    func stop() throws {
        process.terminate()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw LoadFault.hub("it ended with \(process.terminationStatus)")
        }
    }

    /// One of the server's counters.
    func counter(_ name: String) throws -> Double {
        let page = try HubConnection(port: port, source: 250).get("/metrics")
        let line = page.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        guard let count = line?.split(separator: " ").last.flatMap({ Double($0) }) else {
            throw LoadFault.hub("it has no counter \(name)")
        }
        return count
    }

    /// The most memory that it ever had resident, in MiB.
    var peakMebibytes: Double {
        get throws {
            let status = try String(
                contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            guard
                let kibibytes = line?.split(whereSeparator: { !$0.isNumber }).first
                    .flatMap({ Double($0) })
            else { throw LoadFault.hub("the system doesn't say what memory it had") }
            return kibibytes / 1024
        }
    }

    /// Seconds of processor time so far.
    var processorSeconds: Double {
        get throws { try Self.processorSeconds(of: "\(process.processIdentifier)") }
    }

    /// Those of this program.
    static var ownProcessorSeconds: Double { get throws { try processorSeconds(of: "self") } }

    private static func processorSeconds(of process: String) throws -> Double {
        let stat = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        // The name of the program, in brackets, may hold blanks.
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12])
        else { throw LoadFault.hub("the system doesn't say what time processors gave") }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}
