import DossierStore
import Foundation

extension BootMoment {
    /// Now, by the clock that counts from the machine's start, sleep included, and that setting
    /// the time doesn't change.
    static var now: BootMoment {
        var time = timespec()
        clock_gettime(CLOCK_BOOTTIME, &time)
        let boot = FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id")
        return BootMoment(
            boot: String(decoding: boot ?? Data(), as: UTF8.self).trimmed,
            seconds: Int64(time.tv_sec))
    }
}

/// Today in Greenwich, counted from 1 January 1970: what passwords' ages are counted in.
enum Today {
    static var day: Int { max(0, Int(Date().timeIntervalSince1970) / 86_400) }
}
