/* Stands in for macOS' Metal and its Objective-C runtime: an array of one device, which answers
 * the messages that list it. */
#include <stdint.h>
#include <string.h>

void *
MTLCopyAllDevices(void)
{
	return "array";
}

void *
sel_registerName(const char *name)
{
	return (void *)name;
}

uintptr_t
objc_msgSend(const char *object, const char *message, unsigned long index)
{
	if (strcmp(object, "array") == 0 && strcmp(message, "count") == 0)
		return 1;
	if (strcmp(object, "array") == 0 && strcmp(message, "objectAtIndex:") == 0 && index == 0)
		return (uintptr_t) "device";
	if (strcmp(object, "device") == 0 && strcmp(message, "name") == 0)
		return (uintptr_t) "string";
	if (strcmp(object, "string") == 0 && strcmp(message, "UTF8String") == 0)
		return (uintptr_t) "Fake M9";
	if (strcmp(object, "device") == 0 && strcmp(message, "recommendedMaxWorkingSetSize") == 0)
		return 16000000000U;
	return 0;
}
