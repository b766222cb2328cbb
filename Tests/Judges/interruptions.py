#!/usr/bin/env python3
"""Kills nianbao at random moments and takes the work up again: the output must be that of a run that
nobody disturbed, and nothing may be seen under its name before it is whole.

  interruptions.py NIANBAO WORK COMMAND COUNT [SEED]

NIANBAO is the built command, WORK a folder with a folder `in` of inputs, COMMAND what to run:
`convert` or a file name for `bundle pack` such as `x.bundle.zip`; COUNT how many times to kill. A third
of the runs are killed and taken up more than once. Then SIGINT and SIGTERM must stop a run cleanly. Exits with 1 for any difference."""
import os, random, shutil, signal, subprocess, sys, time


def arguments(nianbao, command, output):
    if command == 'convert':
        return [nianbao, 'convert', 'in', '--to', 'ndjson', '-o', output, '--quiet']
    return [nianbao, 'bundle', 'pack', 'in', '-o', output, '--quiet']


def run(work, command):
    process = subprocess.Popen(command, cwd=work, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return process


def main():
    nianbao, work, command = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3]
    count, seed = int(sys.argv[4]), int(sys.argv[5]) if len(sys.argv) > 5 else 1
    chance = random.Random(seed)
    suffix = '.ndjson' if command == 'convert' else command[command.index('.'):]
    whole, broken = 'whole' + suffix, 'broken' + suffix
    for name in os.listdir(work):
        if name.startswith(('whole', 'broken', '.')):
            path = os.path.join(work, name)
            shutil.rmtree(path) if os.path.isdir(path) else os.remove(path)
    begun = time.monotonic()
    process = run(work, arguments(nianbao, command, whole))
    process.communicate()
    undisturbed = time.monotonic() - begun
    status = process.returncode
    if not os.path.exists(os.path.join(work, whole)):
        sys.exit(f'{command}: the undisturbed run ended with {status} and gave nothing')
    expected = open(os.path.join(work, whole), 'rb').read()
    target = os.path.join(work, broken)
    resume = arguments(nianbao, command, broken) + ['--resume']
    kills = takenUp = 0
    # On until one run, at least, was killed late enough to be resumed.
    while kills < count or (takenUp == 0 and kills < 20 * count):
        for _ in range(chance.choice([1, 1, 2, 3])):
            process = run(work, resume)
            time.sleep(chance.uniform(0, undisturbed * 1.1))
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
                process.communicate()
                kills += 1
                if os.path.exists(target) and open(target, 'rb').read() != expected:
                    sys.exit(f'{command}: half an output under its name after kill {kills}')
        partial = os.path.join(work, f'.{broken}.partial', 'journal')
        if os.path.exists(partial) and len(open(partial, 'rb').read().splitlines()) > 2:
            takenUp += 1
        process = run(work, resume)
        messages = process.communicate()[1]
        if process.returncode != status:
            sys.exit(f'{command}: ended with {process.returncode}: {messages.decode()[-400:]}')
        if open(target, 'rb').read() != expected:
            sys.exit(f'{command}: other bytes after kill {kills}')
        os.remove(target)
        left = [name for name in os.listdir(work) if name.startswith('.broken')]
        if left:
            sys.exit(f'{command}: left behind: {left}')
    for number in (signal.SIGINT, signal.SIGTERM):
        for attempt in range(2, 12):
            process = run(work, arguments(nianbao, command, broken))
            time.sleep(undisturbed / attempt)
            process.send_signal(number)
            messages = process.communicate()[1].decode()
            if not os.path.exists(target):
                break
            os.remove(target)
        if process.returncode != 2 or 'run-interrupted' not in messages:
            sys.exit(f'{command}: signal {number} ended it with {process.returncode}: {messages[-400:]}')
        left = [name for name in os.listdir(work) if 'broken' in name or name.endswith('.tmp')]
        if left:
            sys.exit(f'{command}: signal {number} left behind: {left}')
    if takenUp == 0:
        sys.exit(f'{command}: no run was killed late enough to be taken up again')
    print(f'{command}: {kills} kills, {takenUp} runs taken up again, the same {len(expected)} bytes')


if __name__ == '__main__':
    main()
