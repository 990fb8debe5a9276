import Confinement
import Glibc

/// Confines itself as `secteur-sync` does and then tries what it is told: each attempt's `errno`, or
/// 0, on a line of its own.
///
///     confinement-probe SHARED PORT ATTEMPT…
///
/// An attempt is `read:PATH`, `list:PATH`, `write:PATH`, `make:PATH`, `folder:PATH`, `link:PATH`,
/// `remove:PATH`, `run:PATH`, `connect:PORT`, `listen:PORT`, `signal:PROCESS`, or `worker:NAME`:
/// that file of /proc about a second thread, as Dispatch looks at its workers.
@main
struct ConfinementProbe {
    static func main() {
        let words = CommandLine.arguments
        guard words.count > 2, let port = UInt16(words[2]) else { exit(64) }
        let confinement = Confinement.sync(
            shared: words[1], ports: [port], isWatching: false)
        do {
            let inForce = try confinement.enforce()
            print("landlock:\(inForce.version?.rawValue ?? 0)")
        } catch {
            print("\(error.step) \(error.errno)")
            exit(70)
        }
        for attempt in words[3...] { print("\(attempt) \(outcome(of: attempt))") }
    }

    private static func outcome(of attempt: String) -> Int32 {
        let parts = attempt.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { exit(64) }
        let (act, object) = (parts[0], parts[1])
        switch act {
        case "read": return opened(object, O_RDONLY)
        case "list": return opened(object, O_RDONLY | O_DIRECTORY)
        case "write": return opened(object, O_WRONLY)
        case "make": return opened(object, O_WRONLY | O_CREAT | O_EXCL)
        case "folder": return said(mkdir(object, 0o700))
        case "link": return said(symlink("/", object))
        case "remove": return said(unlink(object))
        case "run": return ran(object)
        case "connect": return withSocket(object) { connect($0, $1, $2) }
        case "listen": return withSocket(object) { bind($0, $1, $2) }
        case "signal": return said(kill(Int32(object) ?? 0, 0))
        case "worker": return inThread { opened("/proc/\(threadNumber)/\(object)", O_RDONLY) }
        default: exit(64)
        }
    }

    private static func said(_ result: Int32) -> Int32 { result < 0 ? errno : 0 }

    private static func opened(_ path: String, _ flags: Int32) -> Int32 {
        let descriptor = open(path, flags | O_CLOEXEC, 0o600)
        defer { close(descriptor) }
        return said(descriptor)
    }

    /// The kernel's number of the thread that asks.
    private static var threadNumber: String {
        var text = [CChar](repeating: 0, count: 64)
        let count = readlink("/proc/thread-self", &text, text.count)
        let path = String(decoding: text.prefix(count).map(UInt8.init), as: UTF8.self)
        return path.split(separator: "/").last.map(String.init) ?? ""
    }

    /// Runs it in a thread of its own, which Dispatch has no part in.
    private static func inThread(_ body: @escaping () -> Int32) -> Int32 {
        final class Work {
            let body: () -> Int32
            var result: Int32 = 0
            init(_ body: @escaping () -> Int32) { self.body = body }
        }
        let work = Work(body)
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { pointer in
                let work = Unmanaged<Work>.fromOpaque(pointer!).takeUnretainedValue()
                work.result = work.body()
                return nil
            }, Unmanaged.passUnretained(work).toOpaque())
        pthread_join(thread, nil)
        return work.result
    }

    private static func ran(_ path: String) -> Int32 {
        var process: pid_t = 0
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
        let result = posix_spawn(&process, path, nil, nil, &arguments, nil)
        if result == 0 { waitpid(process, nil, 0) }
        return result
    }

    /// On this machine's loopback address.
    private static func withSocket(
        _ port: String, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) -> Int32 {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = (UInt16(port) ?? 0).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                said(body(socket, $0, length))
            }
        }
    }
}
