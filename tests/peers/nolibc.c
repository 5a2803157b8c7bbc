/* nolibc: a static program without a C library that exits at once: what is
 * left of its time is the cost of starting any program at all. */
_Noreturn void _start(void);

void
_start(void)
{
#if defined(__x86_64__)
	__asm__ volatile("mov $60, %eax\n\txor %edi, %edi\n\tsyscall");
#elif defined(__aarch64__)
	__asm__ volatile("mov x8, #93\n\tmov x0, #0\n\tsvc #0");
#else
#error "say here how this machine exits"
#endif
	for (;;)
		;
}
